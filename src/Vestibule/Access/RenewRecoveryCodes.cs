using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary>
/// <c>POST /api/vestibule/me/secondfactor/recoverycodes</c>: new recovery codes in place of those that are left, with
/// the password and a code.
/// </summary>
internal static class RenewRecoveryCodes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost($"{OwnFactor.Path}/recoverycodes", Handle)
            .AnsweredOnce(Repeatable.NotShownAgain);

    private static async Task<IResult> Handle([AsParameters] OwnFactor own, SaveRecoveryCodes save)
    {
        if (await own.Refusal(withCode: true) is { } refusal)
            return refusal;
        var recovery = RecoveryCodes.Make();
        var saved = await save.Run(own.Caller, recovery, own.At, own.Cancelled);
        return saved is Saved<User>.Done
            ? own.Codes("renewed", recovery)
            : OwnFactor.Refusal(saved);
    }
}
