using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Decoding;
using Vestibule.Hosting.Keys;
using Vestibule.Journal;
using Vestibule.Outbound;
using Vestibule.Scanning;
using Vestibule.Vault;

namespace Vestibule.Hosting;

/// <summary>Hands the cellar what the owner decided: it knows no settings and no rooms.</summary>
internal static class FurnishCellar
{
    public static void AddCellar(this IServiceCollection services, Settings settings)
    {
        services.AddVestibuleDatabase(
            settings.Database.Provider,
            settings.Database.ConnectionString
        );
        services.AddReadyPart(
            "database",
            async (s, cancelled) =>
                await s.GetRequiredService<VestibuleDb>().Database.CanConnectAsync(cancelled)
        );
        services.AddVault(settings);
        services.AddNotice(
            "evidence",
            async (s, cancelled) =>
                !await s.GetRequiredService<VestibuleDb>().Set<FileFault>().AnyAsync(cancelled)
        );
        services.AddScanner(settings.Scanning);
        services.AddSingleton<Book>();
        services.AddDecoding(Decoding(settings.Decoding));
        services.AddSingleton(s => Outbound(settings.Outbound, s));
    }

    private static void AddScanner(this IServiceCollection services, ScanningSettings settings)
    {
        services.AddSingleton(new ClamdOptions(settings.Address)).AddSingleton<Clamd>();
        if (settings.Mode is not ScanMode.Off)
        {
            services.AddNotice(
                "virus scanner",
                async (s, cancelled) =>
                    await s.GetRequiredService<Clamd>().VersionAsync(cancelled) is not null
            );
        }
    }

    private static void AddVault(this IServiceCollection services, Settings settings) =>
        services
            .AddSingleton<DurableFs>()
            .AddSingleton(s =>
                MasterKeys.Open(
                    settings.Vault.MasterKeyFile,
                    !File.Exists(settings.Vault.MasterKeyFile) && HasData(settings, s),
                    s.GetRequiredService<DurableFs>()
                )
            )
            .AddSingleton<Func<DbContext>>(s =>
                s.GetRequiredService<IDbContextFactory<VestibuleDb>>().CreateDbContext
            )
            .AddSingleton<KeyRing>()
            .AddKeyChanges(settings)
            .AddSingleton(
                new CoworkerKeyOptions(settings.Keys.Folder, settings.Keys.ConnectionString)
            )
            .AddSingleton<CoworkerKeyStore>()
            .AddSingleton(new FileVaultOptions(settings.Vault.FilesPath))
            .AddSingleton<FileVault>()
            .AddSingleton(s => new JournalKey(
                s.GetRequiredService<KeyRing>()
                    .SecretAsync("journal-mac", default)
                    .AsTask()
                    .GetAwaiter()
                    .GetResult()
            ));

    private static DecodeOptions Decoding(DecodingSettings settings)
    {
        var usual = new DecodeOptions { Heic = settings.Heic };
        return settings.Workers is { } workers ? usual with { Workers = workers } : usual;
    }

    private static Fetch Outbound(OutboundSettings settings, IServiceProvider s) =>
        new(
            new FetchOptions
            {
                AllowHttp = settings.AllowHttp,
                AllowedAddresses =
                [
                    .. settings.AllowedAddresses.Select(address => address.ToString()),
                ],
            },
            s.GetRequiredService<TimeProvider>()
        );

    // A key made anew beside what was sealed with another one would only hide the loss.
    private static bool HasData(Settings settings, IServiceProvider s) =>
        Directory.Exists(settings.Vault.FilesPath)
        || File.Exists(Path.Combine(settings.Keys.Folder, CoworkerKeyOptions.FileName))
        || s.GetRequiredService<PrepareDatabase>().HoldsKeys(default).GetAwaiter().GetResult();
}
