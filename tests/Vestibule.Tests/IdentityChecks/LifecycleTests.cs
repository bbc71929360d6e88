using Vestibule.IdentityChecks;
using Vestibule.Journal;
using static Vestibule.IdentityChecks.Move;
using static Vestibule.IdentityChecks.VerificationStatus;
using static Vestibule.Journal.ActorKind;

namespace Vestibule.Tests.IdentityChecks;

/// <summary>
/// Every cell of the lifecycle, written out: rows are statuses, columns moves, one table for each actor. A capital is
/// the status it leads to (P S V F C), a dot stands already, a dash is refused.
/// </summary>
public sealed class LifecycleTests
{
    private static readonly Move[] Columns = [Submit, Approve, Reject, Cancel, Reopen, Return];
    private static readonly VerificationStatus[] Rows =
    [
        None,
        Pending,
        Submitted,
        Successful,
        Failed,
        Cancelled,
    ];

    private static readonly Dictionary<ActorKind, string[]> Tables = new()
    {
        //             Submit Approve Reject Cancel Reopen Return
        [Member] =
        [
            "- - - - - -", // None
            "S - - - - .", // Pending
            ". - - - - P", // Submitted
            "- - - - - -", // Successful
            "S - - - - -", // Failed
            "- - - - - -", // Cancelled
        ],
        [Operator] =
        [
            "- - - - - -",
            "S - - C - .",
            ". V F C . P",
            "- . - - S -",
            "S - . C S -",
            "- - - . - -",
        ],
        [ActorKind.Stripe] =
        [
            "- - - - - -",
            "S V F C - .",
            ". V F C - P",
            ". . . - - .",
            "S V . C - P",
            "- - - . - -",
        ],
        [Importer] =
        [
            "- - - - - -",
            "S - - C - -",
            ". V F C - -",
            "- . - - - -",
            "S - . C - -",
            "- - - . - -",
        ],
        [Clock] =
        [
            "- - - - - -",
            "- - - C - -",
            "- - - C - -",
            "- - - - - -",
            "- - - C - -",
            "- - - . - -",
        ],
    };

    public static TheoryData<ActorKind, VerificationStatus, Move, char> Cells()
    {
        var cells = new TheoryData<ActorKind, VerificationStatus, Move, char>();
        foreach (var actor in Enum.GetValues<ActorKind>())
        {
            for (var row = 0; row < Rows.Length; row++)
            {
                for (var column = 0; column < Columns.Length; column++)
                {
                    cells.Add(actor, Rows[row], Columns[column], Tables[actor][row][column * 2]);
                }
            }
        }

        return cells;
    }

    [Theory, MemberData(nameof(Cells))]
    public void Cell(ActorKind actor, VerificationStatus from, Move move, char expected) =>
        Letter(Lifecycle.Apply(from, move, actor)).ShouldBe(expected);

    [Fact]
    public void EveryStatusMoveAndActorHasACell() =>
        Cells()
            .Count.ShouldBe(
                Enum.GetValues<VerificationStatus>().Length
                    * Enum.GetValues<Move>().Length
                    * Enum.GetValues<ActorKind>().Length
            );

    private static char Letter(Transition transition) =>
        transition switch
        {
            Transition.Made(Pending) => 'P',
            Transition.Made(Submitted) => 'S',
            Transition.Made(Successful) => 'V',
            Transition.Made(Failed) => 'F',
            Transition.Made(Cancelled) => 'C',
            Transition.AlreadyThere => '.',
            Transition.Refused => '-',
            _ => '?',
        };
}
