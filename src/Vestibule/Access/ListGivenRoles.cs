using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary>
/// <c>GET /api/vestibule/users/{id}/readyroles</c>: the groups a user holds and until when, those that were no
/// ready-made role, too; of a full administrator Owner.
/// </summary>
internal static class ListGivenRoles
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/vestibule/users/{id}/readyroles", Handle)
            .RequireRole(Users.Resource.Role("Read"));

    private static async Task<IResult> Handle(string id, [AsParameters] WriteRequest write) =>
        long.TryParse(id, out var number) && await write.Find(Users.Resource, number) is { } user
            ? Json.Ok(json => Write(json, user))
            : Json.NotFound();

    private static void Write(Utf8JsonWriter json, User user)
    {
        json.WriteStartArray();
        if (user is { IsAdmin: true, Businesses.Count: 0 })
            Write(json, null, ReadyRoles.All.First(role => role.IsFull).Name, null, null);
        foreach (var held in user.UserRoles.OrderBy(held => held.UserRoleId))
            Write(
                json,
                held.UserRoleId,
                held.UserRole!.Name,
                held.UserRole.BusinessId,
                held.EndsOn
            );
        json.WriteEndArray();
    }

    private static void Write(
        Utf8JsonWriter json,
        long? key,
        string name,
        long? business,
        DateTimeOffset? ends
    )
    {
        json.WriteStartObject();
        json.WritePropertyName("Key");
        WireTypes.Id.OrNull().Write(json, key);
        json.WriteString("Name", name);
        json.WritePropertyName("BusinessId");
        WireTypes.Id.OrNull().Write(json, business);
        json.WritePropertyName("EndsOn");
        WireTypes.At.OrNull().Write(json, ends);
        json.WriteEndObject();
    }
}
