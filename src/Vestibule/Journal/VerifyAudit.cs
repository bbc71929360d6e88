using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Hosting;

namespace Vestibule.Journal;

/// <summary>
/// <c>vestibule audit verify</c>: recomputes every chain and holds it against the checkpoints; may run beside the
/// server. Says one line for each chain; ends with 0 when all hold and with 65 when one does not.
/// </summary>
internal static class VerifyAudit
{
    public static Command Command(Workbench bench) =>
        bench.Verb(
            "verify",
            "Recompute every line of the journal and hold it against the checkpoints.",
            Run
        );

    internal static async Task<ExitCode> Run(
        IServiceProvider rooms,
        TextWriter output,
        CancellationToken cancelled
    )
    {
        var contents = rooms.GetRequiredService<CheckpointFile>().Read();
        var (holds, lines) = (contents.Fault is null, 0L);
        await output.WriteLineAsync(
            contents.Fault is { } fault ? $"checkpoints: {fault}"
            : contents.Checkpoints is [.., var last]
                ? $"checkpoints: {contents.Checkpoints.Count}, intact, the last of {last.At.UtcDateTime:yyyy-MM-dd HH:mm}Z"
            : "checkpoints: none"
        );
        foreach (var lost in contents.Checkpoints.SelectMany(one => one.GivenUp))
        {
            await output.WriteLineAsync(AcceptRestore.Words(lost));
        }
        await foreach (
            var (business, finding) in rooms
                .GetRequiredService<VerifyChain>()
                .RunAll(cancelled, contents.Checkpoints)
        )
        {
            var name = business == 0 ? "network" : $"business {business}";
            switch (finding)
            {
                case ChainFinding.Broken(var at, var why):
                    holds = false;
                    await output.WriteLineAsync($"{name}: DOES NOT HOLD: line {at} {why}");
                    break;
                case ChainFinding.Intact(var count, _):
                    lines += count;
                    await output.WriteLineAsync($"{name}: {count} lines, intact");
                    break;
            }
        }
        if (lines > 0 && contents is { Fault: null, Checkpoints.Count: 0 })
        {
            // A server takes one at its start: without any the file was moved or taken away, and a cut-off end with it.
            holds = false;
            await output.WriteLineAsync(
                "No checkpoint is there although the journal has lines, so a cut-off end would not show. Look for the file (Vestibule:Journal:CheckpointFile), or bring it back from a backup."
            );
        }
        await output.WriteLineAsync(
            holds
                ? $"The journal holds: {lines} lines."
                : "The journal does not hold. Keep this database and the checkpoints as they are, and restore beside them."
        );
        return holds ? ExitCode.Stopped : ExitCode.DoesNotHold;
    }
}
