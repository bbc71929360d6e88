using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary><c>POST /api/vestibule/apikeys</c>; the only answer that ever holds the secret.</summary>
public static class CreateApiKey
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(ApiKeys.Resource.Path, Handle)
            .RequireRole(ApiKeys.Resource.Role("Create"))
            .AnsweredOnce(Repeatable.NotShownAgain)
            .WithMetadata(new Described(ApiKeys.Resource.Name, Operation.Create));

    private static async Task<IResult> Handle(
        Body body,
        [AsParameters] WriteRequest write,
        SaveApiKey save
    )
    {
        var (caller, at) = (write.Caller, write.At);
        if (ApiKeyBody.Read(body, caller.Grants.UserId, at, out var errors) is not { } asked)
        {
            return Envelope.Refused(errors);
        }

        var secret = KeySecret.Make();
        var saved = await save.Create(asked, secret, caller, at, write.Cancelled);
        return saved is Saved<ApiKey>.Done(var key)
            ? Envelope.Done(
                ApiKeys.Resource.Name,
                "created",
                at,
                caller.Actor.Name,
                ApiKeyBody.Shown(key, secret.Secret)
            )
            : WriteRequest.Refusal(saved, body);
    }
}
