using Vestibule.IdentityChecks;
using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>
/// Sends a member to Stripe: on with the session that waits, or to a new one. The attempt is written down before Stripe
/// is asked, so two who press at once, or a crash in between, make one session.
/// </summary>
public sealed class StartSession(
    HandIns handIns,
    FindCase find,
    FindAccount accounts,
    ApplyTruth truth,
    MakeSession make
)
{
    private const int Tries = 6;

    /// <summary>What became of pressing start.</summary>
    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>For this browser, now, and for nothing else.</summary>
        public sealed record Go(Uri Url) : Outcome
        {
            public override string ToString() => nameof(Go);
        }

        /// <summary>There is nothing to start; the page says how it stands.</summary>
        public sealed record Stands : Outcome;

        /// <summary>No tries are left, or Stripe cannot check this person.</summary>
        public sealed record NoneLeft : Outcome;

        public sealed record NotSetUp : Outcome;

        /// <summary>Stripe cannot be reached now.</summary>
        public sealed record Away : Outcome;
    }

    /// <param name="returnTo">Where Stripe sends the browser afterwards.</param>
    public async Task<Outcome> Run(
        long checkId,
        Uri returnTo,
        Actor member,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        for (var left = Tries; left > 0; left--)
        {
            if (
                await handIns.Find(checkId, ActAsStripe.Caller, cancelled) is not { } handIn
                || await find.OrBegin(handIn.Check, at, cancelled) is not { } view
            )
            {
                return new Outcome.Stands();
            }

            if (await Step(handIn, view, returnTo, member, at, cancelled) is { } outcome)
            {
                return outcome;
            }
        }

        return new Outcome.Away();
    }

    // Null: something was done, look again.
    private async Task<Outcome?> Step(
        HandIn handIn,
        CaseView view,
        Uri returnTo,
        Actor member,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var check = handIn.Check;
        if (!CanStart(check, view))
        {
            return new Outcome.Stands();
        }

        if (view.Current is { SessionId: not null, IsOver: false })
        {
            return await Resume(check.Id, at, cancelled);
        }

        if (await accounts.For(check.BusinessId, cancelled) is not { } account)
        {
            return new Outcome.NotSetUp();
        }

        if (!view.MayTry(account))
        {
            return new Outcome.NoneLeft();
        }

        var wish = new Wish(handIn, account, returnTo, member, at);
        if (view.Current is not { SessionId: null } reserved)
        {
            await make.Reserve(wish, (view.Current?.Number ?? 0) + 1, cancelled);
            return null;
        }

        return await make.Run(wish, reserved, cancelled) switch
        {
            MakeSession.Made.Done => null,
            MakeSession.Made.Away => new Outcome.Away(),
            MakeSession.Made.Refused => new Outcome.NotSetUp(),
        };
    }

    private static bool CanStart(IdentityCheck check, CaseView view) =>
        check.IdentityCheckProvider is IdentityCheckProvider.StripeIdentity
        && !view.Case.Stopped
        && view.Case.CancelWantedOn is null
        && check.VerificationStatus is VerificationStatus.Pending or VerificationStatus.Failed;

    // How it stands now decides: the person may have handed in, or been checked, since the page was shown.
    private async Task<Outcome?> Resume(
        long checkId,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (await truth.Run(checkId, at, cancelled) is not { } now)
        {
            return new Outcome.Stands();
        }

        if (now.Away)
        {
            return new Outcome.Away();
        }

        if (now.Session is not { Status: SessionStatus.RequiresInput, Url: { } url })
        {
            // Gone or canceled: the next round makes another.
            return now.View.Current is { IsOver: true } && CanStart(now.HandIn.Check, now.View)
                ? null
                : new Outcome.Stands();
        }

        var account = await accounts.Numbered(now.View.Current!.AccountId, cancelled);
        return account is not null && !now.View.MayTry(account)
            ? new Outcome.NoneLeft()
            : new Outcome.Go(url);
    }
}
