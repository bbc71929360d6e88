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
        routes.MapPost($"{OwnFactor.Path}/end", Handle);

    private static async Task<IResult> Handle([AsParameters] OwnFactor own)
    {
        if (await own.Refusal(withCode: true) is { } refusal)
            return refusal;
        var (user, actor) = (own.Caller.Grants.UserId, own.Caller.Actor);
        var saved = await own.Save.TakeAway(user, actor, own.At, own.Cancelled);
        return saved is Saved<User>.Done
            ? Envelope.Done(OwnFactor.Entity, "ended", own.At, actor.Name, Envelope.IdOnly(user))
            : OwnFactor.Refusal(saved);
    }
}
