using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Wire;

namespace Vestibule.People;

/// <summary>
/// <c>GET /api/sys/businesses/getByHost?host=…</c>: which of the caller's locations answers under a host name or its first
/// label. Needs no permission.
/// </summary>
public static class FindBusinessByHost
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet($"{Businesses.Resource.Path}/getByHost", Handle);

    private static async Task<IResult> Handle(
        string? host,
        Caller caller,
        VestibuleDb db,
        CancellationToken cancelled
    )
    {
        var wanted = Names(host ?? "");
        var found = await Businesses
            .Resource.SeenRows(db, caller.Grants)
            .AsNoTracking()
            .Where(b => b.WebAddress != null && wanted.Contains(b.WebAddress.ToLower()))
            .OrderBy(b => b.Id)
            .Select(b => new { b.Id, b.WebAddress })
            .ToListAsync(cancelled);
        if (found.MinBy(b => wanted.IndexOf(b.WebAddress!.ToLowerInvariant())) is not { } business)
        {
            return Json.NotFound();
        }

        return Json.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("Id", business.Id);
            json.WriteString("WebAddress", business.WebAddress);
            json.WriteEndObject();
        });
    }

    /// <summary>The host without port, then its first label.</summary>
    private static List<string> Names(string host)
    {
        var whole = host.Trim().ToLowerInvariant().Split(':')[0];
        return
        [
            .. new[] { whole, whole.Split('.')[0] }
                .Where(name => name.Length > 0 && !name.Contains('\0'))
                .Distinct(),
        ];
    }
}
