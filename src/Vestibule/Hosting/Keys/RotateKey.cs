using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Journal;
using Vestibule.Vault;

namespace Vestibule.Hosting.Keys;

/// <summary><c>vestibule keys rotate</c>: a new master key, that wraps from now on.</summary>
internal static class RotateKey
{
    public static Command Command(Workbench bench) =>
        bench.Verb(
            "rotate",
            "Add a master key that wraps from now on.",
            (rooms, output, _) => Run(rooms, output)
        );

    internal static async Task<ExitCode> Run(IServiceProvider rooms, TextWriter output)
    {
        // Opened first: a key added to a file that does not fit its data would only hide that.
        var uses = await rooms.GetRequiredService<RewrapKeys>().Uses(CancellationToken.None);
        if (uses.FirstOrDefault(use => use.Broken > 0) is { } broken)
        {
            await output.WriteLineAsync(
                $"Not done: {broken.Broken} {broken.What} do not open with this master key file; see: vestibule keys status"
            );
            return ExitCode.Refused;
        }

        var version = rooms.GetRequiredService<MasterKeyFile>().Rotate();
        await EnterKeyChange.Run(rooms, JournalAction.Create, version, "wraps from now on");
        await output.WriteLineAsync(
            $"""
            Key {version} wraps from now on. A server on this machine takes it up by itself.
            Back up the file, and copy it to every other machine with an instance, now; then run: vestibule keys rewrap
            """
        );
        return ExitCode.Stopped;
    }
}
