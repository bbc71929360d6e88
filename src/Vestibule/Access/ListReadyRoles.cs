using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary><c>GET /api/vestibule/readyroles</c>: the ready-made roles and what each holds.</summary>
internal static class ListReadyRoles
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/vestibule/readyroles", () => Json.Ok(Write))
            .RequireRole(SecurityRoles.Resource.Role("List"));

    private static void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var role in ReadyRoles.All)
        {
            json.WriteStartObject();
            json.WriteString("Name", role.Name);
            json.WriteString("Description", role.Says);
            json.WriteBoolean("IsAdmin", role.IsFull);
            json.WriteBoolean("NeedsEnd", role.NeedsEnd);
            json.WritePropertyName("Roles");
            json.WriteTexts(role.Permissions);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
