using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Database.Writing;

namespace Vestibule.People;

/// <summary>Whether a coworker can be as somebody wants it, and where it belongs when that is not said.</summary>
public sealed class JudgeCoworker(VestibuleDb db, FindPlaces places)
{
    private const string NotFound = "was not found";

    /// <summary>Where a new coworker belongs when it is not said: the caller's default location, or its only one.</summary>
    public async Task<long?> Home(
        CoworkerRequest request,
        Caller caller,
        CancellationToken cancelled
    )
    {
        if (request.Coworker.InvoicingBusinessId is not 0 and var named)
        {
            return named;
        }

        if (request.Businesses is [var first, ..])
        {
            return first;
        }

        var usual = await db
            .Users.Where(u => u.Id == caller.Grants.UserId)
            .Select(u => u.DefaultBusinessId)
            .FirstOrDefaultAsync(cancelled);
        if (usual is { } location && caller.Sees(location))
        {
            return location;
        }

        var seen = caller.Grants.IsFull
            ? await db.Businesses.Select(b => b.Id).Take(2).ToListAsync(cancelled)
            : [.. caller.Grants.Businesses.Take(2)];
        return seen is [var only] ? only : null;
    }

    /// <summary>What stands against it: places, locations and users that are not there, or not for this caller.</summary>
    /// <param name="before">As it stands; null when it is new.</param>
    /// <param name="businesses">All the locations it is to belong to.</param>
    public async Task<List<Objection>> Objections(
        Coworker? before,
        Coworker asked,
        IReadOnlyList<long> businesses,
        Caller caller,
        CancellationToken cancelled
    )
    {
        var objections = await places.Missing(
            asked.CountryId,
            null,
            asked.SimpleTimeZoneId,
            cancelled
        );
        var there = await places.Businesses([asked.InvoicingBusinessId, .. businesses], cancelled);
        bool IsFine(long id) =>
            there.Contains(id) && (caller.Sees(id) || before?.BelongsTo(id) is true);
        var moved = asked.InvoicingBusinessId != before?.InvoicingBusinessId;
        if (
            moved
            && !(
                there.Contains(asked.InvoicingBusinessId) && caller.Sees(asked.InvoicingBusinessId)
            )
        )
        {
            objections.Add(new Objection(nameof(Coworker.InvoicingBusinessId), NotFound));
        }

        if (!businesses.All(IsFine))
        {
            objections.Add(new Objection(nameof(Coworker.Businesses), NotFound));
        }

        if (
            asked.UserId is { } user
            && user != before?.UserId
            && !await IsSeen(user, caller, cancelled)
        )
        {
            objections.Add(new Objection(nameof(Coworker.UserId), NotFound));
        }

        return objections;
    }

    private Task<bool> IsSeen(long userId, Caller caller, CancellationToken cancelled) =>
        Wire.Users.Resource.SeenRows(db, caller.Grants).AnyAsync(u => u.Id == userId, cancelled);
}
