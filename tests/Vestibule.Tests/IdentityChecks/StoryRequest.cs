using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.IdentityChecks;

/// <summary>Something asked for, and the moves by which it may change a status.</summary>
/// <param name="ByItself">What may follow from files coming or going.</param>
/// <param name="Asked">What was asked for; the first of the check, all of its documents.</param>
internal sealed record StoryRequest(
    string Words,
    Func<Task<Answer>> Send,
    Move[] ByItself,
    params Move[] Asked
)
{
    public IReadOnlyCollection<VerificationStatus> MayLead(
        VerificationStatus from,
        bool ofDocument = false
    ) => Then(Then([from], ByItself), ofDocument ? Asked : [.. Asked.Take(1)]);

    private static HashSet<VerificationStatus> Then(
        HashSet<VerificationStatus> from,
        Move[] moves
    ) =>
        [
            .. from,
            .. from.SelectMany(
                    _ => moves,
                    (status, move) => Lifecycle.Apply(status, move, ActorKind.Operator)
                )
                .OfType<Transition.Made>()
                .Select(made => made.To),
        ];
}
