using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Hosting;

namespace Vestibule.Journal;

/// <summary><c>vestibule audit key</c>: the public half of the key checkpoints are signed with, as PEM.</summary>
internal static class TellAuditKey
{
    public static Command Command(Workbench bench)
    {
        var command = new Command("key", "Print the public key that checks the checkpoints.");
        command.SetAction(
            (line, cancelled) =>
                bench.Work(
                    line,
                    async (rooms, _) =>
                    {
                        await line.InvocationConfiguration.Output.WriteAsync(
                            rooms.GetRequiredService<CheckpointKey>().PublicPem
                        );
                        return ExitCode.Stopped;
                    },
                    cancelled
                )
        );
        return command;
    }
}
