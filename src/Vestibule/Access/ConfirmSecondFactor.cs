using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary>
/// <c>POST /api/vestibule/me/secondfactor/confirm</c>: a code of the seed given before switches it on. The only answer
/// that ever holds these recovery codes.
/// </summary>
internal static class ConfirmSecondFactor
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost($"{OwnFactor.Path}/confirm", Handle).AnsweredOnce(Repeatable.NotShownAgain);

    private static async Task<IResult> Handle([AsParameters] OwnFactor own)
    {
        var read = new Reading(own.Body);
        var code = read.RequiredText(OwnFactor.Code);
        if (read.Failed)
            return SignInAnswers.Refused(read.Errors);
        var recovery = RecoveryCodes.Make();
        var saved = await own.Save.Confirm(own.Caller, code, recovery, own.At, own.Cancelled);
        return saved is Saved<User>.Done
            ? own.Codes("confirmed", recovery)
            : OwnFactor.Refusal(saved);
    }
}
