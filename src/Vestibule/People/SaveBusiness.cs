using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.People;

/// <summary>Writes a location. Its making is told in the network's chain, its changes in its own.</summary>
public sealed class SaveBusiness(VestibuleDb db, Writer writer, Book book, FindPlaces places)
{
    public async Task<Saved<Business>> Create(
        Business asked,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (await Objections(asked, caller, cancelled) is { Count: > 0 } objections)
        {
            return new Saved<Business>.Refused(objections);
        }

        var made = asked with { CreatedOn = at, UpdatedOn = at, UpdatedBy = caller.Actor.Name };
        var line = await book.Created(
            made,
            new Telling(caller.Actor, at, 0, Entities.Business, null),
            cancelled
        );
        return Saved<Business>.From(
            await writer.Write(
                new Deed(0, [.. caller.Once(made.UniqueId, at), new Step.Insert(made)], [line]),
                cancelled
            ),
            made
        );
    }

    public async Task<Saved<Business>> Update(
        Business before,
        Business asked,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (await Objections(asked, caller, cancelled) is { Count: > 0 } objections)
        {
            return new Saved<Business>.Refused(objections);
        }

        var lines = await book.Changed(
            before,
            asked,
            new Telling(caller.Actor, at, before.Id, Entities.Business, null),
            cancelled
        );
        if (lines.Count == 0)
        {
            return new Saved<Business>.Done(before);
        }

        var after = asked with
        {
            Version = before.Version + 1,
            UpdatedOn = at,
            UpdatedBy = caller.Actor.Name,
        };
        return Saved<Business>.From(
            await writer.Write(new Deed(before.Id, [new Step.Update(after)], lines), cancelled),
            after
        );
    }

    private async Task<List<Objection>> Objections(
        Business asked,
        Caller caller,
        CancellationToken cancelled
    )
    {
        var objections = await places.Missing(
            asked.CountryId,
            asked.CurrencyId,
            asked.SimpleTimeZoneId,
            cancelled
        );
        if (
            asked.RootLocationId is { } root
            && (
                root == asked.Id
                || !caller.Sees(root)
                || (await places.Businesses([root], cancelled)).Count == 0
            )
        )
        {
            objections.Add(new Objection(nameof(Business.RootLocationId), "was not found"));
        }

        // Locations are looked up by this address, so one address must lead to one of them.
        var address = asked.WebAddress?.ToLowerInvariant();
        if (
            address is not null
            && await db.Businesses.AnyAsync(
                b => b.Id != asked.Id && b.WebAddress!.ToLower() == address,
                cancelled
            )
        )
        {
            objections.Add(
                new Objection(nameof(Business.WebAddress), "is another location's already")
            );
        }

        return objections;
    }
}
