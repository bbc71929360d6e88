using Vestibule.Journal;
using static Vestibule.IdentityChecks.VerificationStatus;

namespace Vestibule.IdentityChecks;

/// <summary>A move somebody asks for, with what it needs.</summary>
/// <param name="Words">What the member is told; a rejection needs it.</param>
/// <param name="Reason">Why, for the journal.</param>
/// <param name="Inspection">Stands in for files when papers were seen in person.</param>
public sealed record MoveRequest(
    Move Move,
    string? Words = null,
    string? Reason = null,
    InspectionRequest? Inspection = null
)
{
    /// <summary>What else becomes of the check with the move; null for nothing.</summary>
    public Func<IdentityCheck, IdentityCheck>? Also { get; init; }
}

/// <summary>Papers seen across a desk.</summary>
public sealed record InspectionRequest(string Witness, string Method, DateOnly InspectedOn);

/// <summary>Why a move that somebody asks for is not made, whichever door it came through.</summary>
public static class MoveRules
{
    /// <returns>Words that may be shown, or null when nothing speaks against it.</returns>
    public static string? Objection(HandIn handIn, MoveRequest request, ActorKind actor)
    {
        var status = handIn.Check.VerificationStatus;
        if (
            Lifecycle.Apply(status, request.Move, actor) is Transition.Refused
            || (request.Inspection is not null && status is not Pending)
        )
        {
            return $"{NameOf(request)} is not possible while it is {status}.";
        }

        return request.Move switch
        {
            Move.Reject => request.Words is null ? "Notes: is a required field" : null,
            Move.Submit or Move.Approve => Unmet(handIn, request, actor),
            _ => null,
        };
    }

    private static string NameOf(MoveRequest request) =>
        request.Inspection is null ? request.Move.ToString() : "Inspection in person";

    private static string? Unmet(HandIn handIn, MoveRequest request, ActorKind actor)
    {
        if (handIn.Check.IdentityCheckProvider is IdentityCheckProvider.StripeIdentity)
        {
            return request.Move is Move.Submit && actor is not ActorKind.Stripe
                ? "Stripe decides when this check is submitted."
                : null;
        }

        if (Requirements.LacksDocumentType(handIn.Check))
        {
            return $"{(handIn.Check.VerificationType is VerificationType.Address ? "AddressDocumentType" : "IdentityDocumentType")}: must say which paper it is";
        }

        var missing =
            handIn.Inspected || request.Inspection is not null ? [] : Requirements.Missing(handIn);
        return missing.Count == 0
            ? null
            : string.Join("; ", missing.Select(slot => $"{slot}: a file is required"));
    }
}
