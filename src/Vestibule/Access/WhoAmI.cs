using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.People;

namespace Vestibule.Access;

/// <summary>A location as who-am-I names it.</summary>
public sealed record MyBusiness(long Id, string Name);

/// <summary>The signed-in user and its default location: all that any client reads at any of the addresses.</summary>
public sealed record Me(
    long Id,
    string FullName,
    string Email,
    IReadOnlyList<MyBusiness> Businesses,
    long? DefaultBusinessId,
    string? DefaultBusinessName,
    long? DefaultCurrencyId,
    string? DefaultCurrencyCode,
    long? DefaultCountryId,
    long? DefaultSimpleTimeZoneId,
    string? DefaultSimpleTimeZoneNameIana
);

/// <summary>Who am I: one answer at the three addresses clients ask at. Needs no permission.</summary>
internal static class WhoAmI
{
    private const int Most = 5000;
    private static readonly JsonSerializerOptions AsWritten = new();

    public static void MapWhoAmI(this IEndpointRouteBuilder routes)
    {
        foreach (
            var address in (string[])
                ["/api/auth/me", "/api/sys/users/me", "/{lang:length(2):alpha}/user/me"]
        )
            routes
                .MapGet(address, Answer)
                .WithTags("Access")
                .WithSummary("The signed-in user and its default location");
    }

    private static async Task<JsonHttpResult<Me>> Answer(
        Caller caller,
        VestibuleDb db,
        CancellationToken cancelled
    )
    {
        var user = await db
            .Users.AsNoTracking()
            .SingleAsync(u => u.Id == caller.Grants.UserId, cancelled);
        var held = db.Businesses.AsNoTracking();
        if (!caller.Grants.IsFull)
            held = held.Where(b => caller.Grants.Businesses.Contains(b.Id));
        var names = await held.OrderBy(b => b.Id)
            .Select(b => new MyBusiness(b.Id, b.Name))
            .Take(Most)
            .ToListAsync(cancelled);
        var home = await held.Include(b => b.Currency)
            .Include(b => b.SimpleTimeZone)
            .OrderByDescending(b => b.Id == user.DefaultBusinessId)
            .ThenBy(b => b.Id)
            .FirstOrDefaultAsync(cancelled);
        return TypedResults.Json(Describe(user, names, home), AsWritten);
    }

    private static Me Describe(User user, IReadOnlyList<MyBusiness> names, Business? home) =>
        new(
            user.Id,
            user.FullName,
            user.Email ?? "",
            names,
            home?.Id,
            home?.Name,
            home?.CurrencyId,
            home?.Currency?.Code,
            home?.CountryId,
            home?.SimpleTimeZoneId,
            home?.SimpleTimeZone?.Name
        );
}
