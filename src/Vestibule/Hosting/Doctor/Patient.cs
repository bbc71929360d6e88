using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Database.Sqlite;
using Vestibule.Vault;

namespace Vestibule.Hosting.Doctor;

/// <summary>What is examined: the settings and the rooms made of them, of which nothing has been started.</summary>
/// <param name="FreeBytes">Room left on the disk of a folder.</param>
/// <param name="FileSystem">What kind of file system a folder lies on, as <c>/proc/mounts</c> calls it.</param>
internal sealed record Patient(
    Settings Settings,
    IConfiguration Configuration,
    IServiceProvider Rooms,
    DateTimeOffset At,
    Func<string, long> FreeBytes,
    Func<string, string> FileSystem
)
{
    public static Patient Of(IServiceProvider rooms) =>
        new(
            rooms.GetRequiredService<Settings>(),
            rooms.GetRequiredService<IConfiguration>(),
            rooms,
            rooms.GetRequiredService<TimeProvider>().GetUtcNow(),
            folder => new DriveInfo(folder).AvailableFreeSpace,
            FileSystemOf
        );

    public static string FileSystemOf(string folder) => new DriveInfo(folder).DriveFormat;

    /// <summary>False where looking into the database would make it.</summary>
    public bool HasDatabase =>
        Rooms.GetService<SqliteFile>() is not { } file || File.Exists(file.Path);

    /// <summary>
    /// Null where there is none yet, or one of an older schema: it is brought to the newest by the start, not by the
    /// doctor.
    /// </summary>
    public async Task<VestibuleDb?> OpenAsync(CancellationToken cancelled)
    {
        if (!HasDatabase)
        {
            return null;
        }

        var db = await Rooms
            .GetRequiredService<IDbContextFactory<VestibuleDb>>()
            .CreateDbContextAsync(cancelled);
        var isOld = true;
        try
        {
            isOld = (await db.Database.GetPendingMigrationsAsync(cancelled)).Any();
            return isOld ? null : db;
        }
        finally
        {
            if (isOld)
            {
                await db.DisposeAsync();
            }
        }
    }

    /// <summary>
    /// The first start has been made: from then on keys and database must be there. A database that does not answer
    /// is told of elsewhere.
    /// </summary>
    public async Task<bool> HasStarted(CancellationToken cancelled)
    {
        if (
            Directory.Exists(Settings.Vault.FilesPath)
            || File.Exists(Path.Combine(Settings.Keys.Folder, CoworkerKeyOptions.FileName))
        )
        {
            return true;
        }

        try
        {
            return HasDatabase
                && await Rooms.GetRequiredService<PrepareDatabase>().HoldsKeys(cancelled);
        }
        catch (Exception fault) when (StartRefused.From(fault) is not null)
        {
            return false;
        }
    }

    /// <summary>Whether other machines reach this server, by its public address or by what it listens on.</summary>
    public bool IsPublic =>
        Settings.PublicUrl is { IsLoopback: false }
        || (Configuration["urls"] ?? Serve.DefaultUrls)
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Any(url => !(Uri.TryCreate(url, UriKind.Absolute, out var at) && at.IsLoopback));
}
