using Vestibule.Journal;
using Vestibule.Wire;
using static Vestibule.IdentityChecks.VerificationStatus;

namespace Vestibule.IdentityChecks;

/// <summary>
/// A status in a PUT body. Absent or as it stands it means nothing; another one must be a move this caller may make,
/// by the same rules as the command of that name.
/// </summary>
public static class StatusWish
{
    private const string Member = "VerificationStatus";

    /// <returns>The hand-in after the move asked for, or null and the error.</returns>
    public static HandIn? Apply(
        Body body,
        VerificationStatus stored,
        HandIn handIn,
        ActorKind actor,
        string? words,
        out FieldError? why
    )
    {
        why = null;
        var read = new Reading(body);
        var wanted = read.Enum<VerificationStatus>(Member) ?? stored;
        if (read.Failed || wanted == stored)
        {
            why = read.Errors.Count > 0 ? read.Errors[0] : null;
            return read.Failed ? null : handIn;
        }

        var objection = MoveTo(wanted, stored) is { } move
            ? MoveRules.Objection(handIn, new MoveRequest(move, words), actor)
            : $"cannot become {wanted} by writing it; a command may do it, with a reason";
        if (objection is not null)
        {
            why = new FieldError(Member, objection, body[Member]);
            return null;
        }

        return handIn.Move(MoveTo(wanted, stored)!.Value, actor, words).After;
    }

    // Submitting by hand and reopening want a reason, which a PUT has no member for.
    private static Move? MoveTo(VerificationStatus wanted, VerificationStatus stored) =>
        (wanted, stored) switch
        {
            (Successful, _) => Move.Approve,
            (Failed, _) => Move.Reject,
            (Cancelled, _) => Move.Cancel,
            _ => null,
        };
}
