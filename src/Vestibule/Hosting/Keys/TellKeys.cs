using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Vault;

namespace Vestibule.Hosting.Keys;

/// <summary><c>vestibule keys status</c>: the master keys and what hangs from each; 65 when something opens with none.</summary>
internal static class TellKeys
{
    public static Command Command(Workbench bench) =>
        bench.Verb("status", "Say which master keys there are and what each holds.", Run);

    internal static async Task<ExitCode> Run(
        IServiceProvider rooms,
        TextWriter output,
        CancellationToken cancelled
    )
    {
        var master = rooms.GetRequiredService<MasterKeys>();
        var uses = await rooms.GetRequiredService<RewrapKeys>().Uses(cancelled);
        await output.WriteLineAsync(
            $"Master keys in {rooms.GetRequiredService<VaultSettings>().MasterKeyFile}"
        );
        foreach (var (version, check) in master.Checks)
        {
            var role = version == master.Version ? "wraps" : "opens what it has wrapped";
            await output.WriteLineAsync($"key {version}  {check}  {role}: {Held(uses, version)}");
        }

        foreach (
            var version in uses.Select(use => use.Version).Distinct().Except(master.Checks.Keys)
        )
        {
            await output.WriteLineAsync(
                $"key {version}  MISSING: {Held(uses, version)}; look for it in {rooms.GetRequiredService<MasterKeyFile>().RetiredPath} or a backup"
            );
        }

        foreach (var use in uses.Where(use => use.Broken > 0))
        {
            await output.WriteLineAsync(
                $"DO NOT OPEN: {use.Broken} of {use.Count} {use.What} under key {use.Version}"
            );
        }

        return uses.Any(use => use.Broken > 0) ? ExitCode.DoesNotHold : ExitCode.Stopped;
    }

    private static string Held(IReadOnlyList<MasterKeyUse> uses, int version)
    {
        var held = uses.Where(use => use.Version == version).ToList();
        return held.Count == 0
            ? "nothing"
            : string.Join(", ", held.Select(use => $"{use.Count} {use.What}"));
    }
}
