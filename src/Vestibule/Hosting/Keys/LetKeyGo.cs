using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Journal;
using Vestibule.Vault;

namespace Vestibule.Hosting.Keys;

/// <summary><c>vestibule keys retire --key N</c>: lets a master key go that nothing hangs from; 77 when something does.</summary>
internal static class LetKeyGo
{
    private static readonly Option<int> Key = new("--key")
    {
        Description = "Its number, as status says it.",
        Required = true,
    };

    public static Command Command(Workbench bench)
    {
        var command = new Command("retire", "Take an old master key out of the file.") { Key };
        command.SetAction(
            (line, cancelled) =>
                bench.Work(
                    line,
                    (rooms, stop) =>
                        Run(
                            rooms,
                            line.GetRequiredValue(Key),
                            line.InvocationConfiguration.Output,
                            stop
                        ),
                    cancelled
                )
        );
        return command;
    }

    internal static async Task<ExitCode> Run(
        IServiceProvider rooms,
        int version,
        TextWriter output,
        CancellationToken cancelled
    )
    {
        switch (await rooms.GetRequiredService<RetireKey>().Run(version, cancelled))
        {
            case Retirement.Done(var path):
                await EnterKeyChange.Run(rooms, JournalAction.Delete, version, "retired");
                await output.WriteLineAsync(
                    $"Key {version} is retired to {path}. Keep that apart, as long as a backup of the database from before lives; then destroy it."
                );
                return ExitCode.Stopped;
            case Retirement.Refused(var why):
                await output.WriteLineAsync($"Not done: {why}");
                return ExitCode.Refused;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
