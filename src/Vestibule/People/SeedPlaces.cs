using Microsoft.EntityFrameworkCore;
using Vestibule.Database;

namespace Vestibule.People;

/// <summary>
/// Puts the countries, currencies and time zones of this release into the database, in one transaction: new ones come,
/// renamed ones follow, none goes. Does nothing where all is as it should be. Not journaled: the lists ship with the program.
/// </summary>
public sealed class SeedPlaces(IDbContextFactory<VestibuleDb> databases)
{
    private const int Tries = 3;

    public async Task Run(DateTimeOffset at, CancellationToken cancelled)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Once(at, cancelled);
                return;
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // Another instance starts as well and was faster.
            }
        }
    }

    private async Task Once(DateTimeOffset at, CancellationToken cancelled)
    {
        await using var db = await databases.CreateDbContextAsync(cancelled);
        await Align(db, PlaceList.Countries(at), cancelled);
        await Align(db, PlaceList.Currencies(at), cancelled);
        await Align(db, PlaceList.TimeZones(at), cancelled);
        await db.SaveChangesAsync(cancelled);
    }

    private static async Task Align<T>(
        VestibuleDb db,
        IReadOnlyList<T> listed,
        CancellationToken cancelled
    )
        where T : Record
    {
        var stored = await db.Set<T>().AsNoTracking().ToDictionaryAsync(row => row.Id, cancelled);
        foreach (var row in listed)
        {
            if (!stored.TryGetValue(row.Id, out var was))
            {
                db.Add(row);
            }
            else if (Aged(was, row) != was)
            {
                var (made, version) = (was.CreatedOn, was.Version + 1);
                var entry = db.Attach(was);
                entry.CurrentValues.SetValues(row);
                entry.Property(r => r.CreatedOn).CurrentValue = made;
                entry.Property(r => r.Version).CurrentValue = version;
            }
        }
    }

    /// <summary>The listed row as it would stand had it been stored when the other was.</summary>
    private static Record Aged(Record was, Record listed) =>
        listed with
        {
            CreatedOn = was.CreatedOn,
            UpdatedOn = was.UpdatedOn,
            Version = was.Version,
        };
}
