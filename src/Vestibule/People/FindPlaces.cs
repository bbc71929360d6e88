using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;

namespace Vestibule.People;

/// <summary>Looks whether the places a record names exist.</summary>
public sealed class FindPlaces(VestibuleDb db)
{
    private const string NotFound = "was not found";

    /// <summary>What is named and does not exist. Null names nothing.</summary>
    public async Task<List<Objection>> Missing(
        long? countryId,
        long? currencyId,
        long? timeZoneId,
        CancellationToken cancelled
    )
    {
        var missing = new List<Objection>();
        if (
            countryId is { } country
            && !await db.Countries.AnyAsync(c => c.Id == country, cancelled)
        )
        {
            missing.Add(new Objection(nameof(Business.CountryId), NotFound));
        }

        if (
            currencyId is { } currency
            && !await db.Currencies.AnyAsync(c => c.Id == currency, cancelled)
        )
        {
            missing.Add(new Objection(nameof(Business.CurrencyId), NotFound));
        }

        if (
            timeZoneId is { } zone
            && !await db.SimpleTimeZones.AnyAsync(z => z.Id == zone, cancelled)
        )
        {
            missing.Add(new Objection(nameof(Business.SimpleTimeZoneId), NotFound));
        }

        return missing;
    }

    /// <summary>The ones of <paramref name="ids"/> that are locations.</summary>
    public async Task<HashSet<long>> Businesses(IEnumerable<long> ids, CancellationToken cancelled)
    {
        var asked = ids.Distinct().ToList();
        return asked.Count == 0
            ? []
            :
            [
                .. await db
                    .Businesses.Where(b => asked.Contains(b.Id))
                    .Select(b => b.Id)
                    .ToListAsync(cancelled),
            ];
    }
}
