using System.Text;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.IdentityChecks;

/// <summary>docs/lifecycle.md is written from the code, so that it cannot say something else.</summary>
public sealed class LifecyclePageTests
{
    [Fact]
    public void ThePageSaysWhatTheCodeDoes() => Golden.Compare("docs/lifecycle.md", Page());

    private static string Page()
    {
        var page = new StringBuilder()
            .AppendLine("# Lifecycle of a check")
            .AppendLine()
            .AppendLine(
                "Written from `Lifecycle.Apply`; a test fails when it is stale. A check and its undecided documents (its hand-in) move together."
            )
            .AppendLine(
                "A cell is the status a move leads to; *stands* means that the outcome is there already and nothing is written; empty cells are refused."
            )
            .AppendLine();
        foreach (var actor in Enum.GetValues<ActorKind>())
        {
            page.AppendLine($"## {actor}").AppendLine();
            page.AppendLine($"| from | {string.Join(" | ", Enum.GetNames<Move>())} |");
            page.AppendLine($"|---|{string.Concat(Enum.GetNames<Move>().Select(_ => "---|"))}");
            foreach (
                var from in Enum.GetValues<VerificationStatus>()
                    .Where(status => status is not VerificationStatus.None)
            )
            {
                page.AppendLine(
                    $"| {from} | {string.Join(" | ", Enum.GetValues<Move>().Select(move => Cell(from, move, actor)))} |"
                );
            }

            page.AppendLine();
        }

        return page.ToString().TrimEnd() + "\n";
    }

    private static string Cell(VerificationStatus from, Move move, ActorKind actor) =>
        Lifecycle.Apply(from, move, actor) switch
        {
            Transition.Made(var to) => to.ToString(),
            Transition.AlreadyThere => "*stands*",
            _ => "",
        };
}
