using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Vault;

namespace Vestibule.Hosting.Keys;

/// <summary>The noun <c>keys</c> of the command line, and what its verbs need.</summary>
public static class KeyCommands
{
    public static void AddKeys(this RootCommand root, Workbench bench) =>
        root.Add(
            new Command(
                "keys",
                "The master key: which there are, a new one, letting an old one go."
            )
            {
                TellKeys.Command(bench),
                RotateKey.Command(bench),
                MoveKeys.Command(bench),
                LetKeyGo.Command(bench),
            }
        );

    internal static IServiceCollection AddKeyChanges(
        this IServiceCollection services,
        Settings settings
    )
    {
        foreach (var place in WrappedPlace.OfRing)
        {
            services.AddSingleton(place);
        }

        return services
            .AddSingleton(s => new MasterKeyFile(
                settings.Vault.MasterKeyFile,
                s.GetRequiredService<DurableFs>()
            ))
            .AddSingleton<RewrapKeys>()
            .AddSingleton<RetireKey>();
    }
}
