using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Vault;

namespace Vestibule.Hosting.Keys;

/// <summary>Whether the members' keys fit the data: a store that is gone would be made anew, empty, and hide the loss.</summary>
internal static class MembersKeys
{
    /// <summary>Enough to tell one store from another.</summary>
    private const int Sample = 20;

    /// <exception cref="StartRefused">Something is sealed for members, and there is no store of their keys.</exception>
    public static async Task Require(
        IServiceProvider rooms,
        Settings settings,
        CancellationToken cancelled
    )
    {
        if (await AreMissing(rooms, cancelled))
        {
            throw new StartRefused("members' keys", Missing(settings.Keys));
        }
    }

    public static async Task<bool> AreMissing(IServiceProvider rooms, CancellationToken cancelled)
    {
        if (await rooms.GetRequiredService<CoworkerKeyStore>().ExistsAsync(cancelled))
        {
            return false;
        }

        await using var db = await Database(rooms, cancelled);
        return await db.Set<SealedFile>().AnyAsync(cancelled)
            || await db.JournalEntries.AnyAsync(line => line.CoworkerKey != null, cancelled);
    }

    /// <summary>Whether the store knows none of the members whose files came last: it is another one, or too old a copy.</summary>
    public static async Task<bool> AreOthers(IServiceProvider rooms, CancellationToken cancelled)
    {
        await using var db = await Database(rooms, cancelled);
        var newest = await db.Set<SealedFile>()
            .OrderByDescending(file => file.CreatedOn)
            .Select(file => file.CoworkerKey)
            .Take(Sample)
            .ToListAsync(cancelled);
        var store = rooms.GetRequiredService<CoworkerKeyStore>();
        foreach (var coworker in newest.Distinct())
        {
            if (await store.KnowsAsync(coworker, cancelled))
            {
                return false;
            }
        }

        return newest.Count > 0;
    }

    public static string Missing(KeySettings keys) =>
        keys.ConnectionString is null
            ? $"{Path.Combine(keys.Folder, CoworkerKeyOptions.FileName)} is missing, and there are files and values sealed with keys in it; bring it back from its backup. Only if it is lost for good make an empty file there: what was sealed with it can then never be read again"
            : "the database of ConnectionStrings:Keys has no table CoworkerKeys, and there are files and values sealed with keys in it; bring it back from its backup";

    private static Task<VestibuleDb> Database(
        IServiceProvider rooms,
        CancellationToken cancelled
    ) => rooms.GetRequiredService<IDbContextFactory<VestibuleDb>>().CreateDbContextAsync(cancelled);
}
