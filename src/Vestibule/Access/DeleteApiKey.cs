using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary><c>DELETE /api/vestibule/apikeys/{id}</c>: revokes the key and the tokens it was traded for.</summary>
public static class DeleteApiKey
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete($"{ApiKeys.Resource.Path}/{{id}}", Handle)
            .RequireRole(ApiKeys.Resource.Role("Delete"))
            .WithMetadata(new Described(ApiKeys.Resource.Name, Operation.Delete));

    private static Task<IResult> Handle(
        string id,
        [AsParameters] WriteRequest write,
        SaveApiKey save
    ) =>
        write.Delete(
            ApiKeys.Resource,
            id,
            key => save.Revoke(key, write.Caller, write.At, write.Cancelled)
        );
}
