using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Journal;
using Vestibule.Vault;

namespace Vestibule.Hosting.Keys;

/// <summary>
/// <c>vestibule keys rotate</c>: a new master key, that wraps from now on; with <c>--tokens</c> a new key for tokens.
/// </summary>
internal static class RotateKey
{
    private static readonly Option<bool> Tokens = new("--tokens")
    {
        Description = "A key that tokens are signed with, instead of a master key.",
    };

    private static readonly Option<bool> AtOnce = new("--at-once")
    {
        Description = "With --tokens: the keys before stop now, and all tokens with them.",
    };

    public static Command Command(Workbench bench)
    {
        var command = new Command("rotate", "Add a master key that wraps from now on.")
        {
            Tokens,
            AtOnce,
        };
        command.Validators.Add(line =>
        {
            if (line.GetValue(AtOnce) && !line.GetValue(Tokens))
                line.AddError("--at-once goes with --tokens");
        });
        command.SetAction(
            (line, cancelled) =>
            {
                var output = line.InvocationConfiguration.Output;
                var (tokens, atOnce) = (line.GetValue(Tokens), line.GetValue(AtOnce));
                return bench.Work(
                    line,
                    (rooms, stop) =>
                        tokens
                            ? RotateTokenKey.Run(rooms, atOnce, output, stop)
                            : Run(rooms, output),
                    cancelled
                );
            }
        );
        return command;
    }

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
