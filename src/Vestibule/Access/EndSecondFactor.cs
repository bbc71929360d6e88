using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary>
/// <c>POST /api/vestibule/me/secondfactor/end</c>: takes one's own second factor away, with the password and a code or a
/// recovery code.
/// </summary>
internal static class EndSecondFactor
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost($"{OwnFactor.Path}/end", Handle)
            .AnsweredOnce(
                new Repeatable((_, caller, done) => Task.FromResult(Ended(caller, done.At)))
            );

    private static async Task<IResult> Handle([AsParameters] OwnFactor own)
    {
        if (await own.Refusal(withCode: true) is { } refusal)
            return refusal;
        var caller = own.Caller;
        var saved = await own.Save.TakeAway(caller.Grants.UserId, caller, own.At, own.Cancelled);
        return saved is Saved<User>.Done ? Ended(caller, own.At) : OwnFactor.Refusal(saved);
    }

    private static IResult Ended(Caller caller, DateTimeOffset at) =>
        Envelope.Done(
            OwnFactor.Entity,
            "ended",
            at,
            caller.Actor.Name,
            Envelope.IdOnly(caller.Grants.UserId)
        );
}
