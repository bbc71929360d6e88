using Vestibule.Journal;

namespace Vestibule.IdentityChecks;

/// <summary>What follows by itself when documents are written: a complete hand-in is submitted, a broken one goes back.</summary>
public static class HandInFlow
{
    /// <param name="before">The hand-in as it was.</param>
    /// <param name="written">The same with the documents as they are to be, statuses untouched.</param>
    public static HandIn Settle(HandIn before, HandIn written, ActorKind actor)
    {
        if (before.Check.IdentityCheckProvider is IdentityCheckProvider.StripeIdentity)
        {
            return written;
        }

        var gained = FilesOf(written).Except(FilesOf(before)).Any();
        if (
            gained
            && written.Check.VerificationStatus
                is (VerificationStatus.Pending or VerificationStatus.Failed)
            && Requirements.AreMet(written)
        )
        {
            return written.Move(Move.Submit, actor).After;
        }

        var required = Requirements.SlotsOf(written.Check);
        var (had, has) = (before.Filled, written.Filled);
        var lost = required.Any(slot => had.Contains(slot) && !has.Contains(slot));
        return lost && written.Check.VerificationStatus is VerificationStatus.Submitted
            ? written.Move(Move.Return, actor).After
            : written;
    }

    private static IEnumerable<Guid> FilesOf(HandIn handIn) =>
        handIn.Open.SelectMany(document => document.Files);
}
