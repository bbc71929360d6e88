using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Journal;
using Vestibule.Vault;

namespace Vestibule.Hosting.Keys;

/// <summary><c>vestibule keys rewrap</c>: hangs everything from the newest master key; may be broken off and repeated.</summary>
internal static class MoveKeys
{
    public static Command Command(Workbench bench) =>
        bench.Verb("rewrap", "Move everything to the newest master key.", Run);

    internal static async Task<ExitCode> Run(
        IServiceProvider rooms,
        TextWriter output,
        CancellationToken cancelled
    )
    {
        var (master, keys) = (
            rooms.GetRequiredService<MasterKeys>(),
            rooms.GetRequiredService<RewrapKeys>()
        );
        var told = (await keys.Run(cancelled))
            .Select(one => $"{one.What}: {one.Moved} moved to key {master.Version}")
            .ToList();
        foreach (var one in told)
        {
            await output.WriteLineAsync(one);
        }

        await EnterKeyChange.Run(
            rooms,
            JournalAction.Update,
            master.Version,
            string.Join("; ", told)
        );
        var left = (await keys.Uses(cancelled)).Where(use => use.Version != master.Version);
        foreach (var use in left)
        {
            await output.WriteLineAsync(
                $"LEFT: {use.Count} {use.What} under key {use.Version}, {use.Broken} of which do not open"
            );
        }

        return left.Any() ? ExitCode.DoesNotHold : ExitCode.Stopped;
    }
}
