using Microsoft.Extensions.DependencyInjection;
using Vestibule.Vault;

namespace Vestibule.Hosting;

/// <summary>Said once, when the master key was made: without it nothing sealed can ever be read again.</summary>
internal static class MasterKeyNote
{
    public static IReadOnlyList<string> Of(IServiceProvider rooms, Settings settings) =>
        rooms.GetRequiredService<MasterKeys>().JustMade
            ?
            [
                $"A master key was made: {settings.Vault.MasterKeyFile}",
                "Move it away from the data (Vestibule:Vault:MasterKeyFile) and back it up on its own: whoever has both reads everything, whoever loses it reads nothing.",
            ]
            : [];
}
