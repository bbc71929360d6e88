using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Journal;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary>
/// <c>POST /api/vestibule/password</c>: whoever knows the old password chooses a new one. Open to anybody, because who
/// must choose a new one gets no token before.
/// </summary>
internal static class ChangeOwnPassword
{
    private const string New = "NewPassword";
    private const string Code = "Totp";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/vestibule/password", Handle)
            .AllowAnonymous()
            .AnsweredOnce(Repeatable.ByStrangers(Again));

    private static async Task<IResult> Handle(
        Body body,
        HttpContext context,
        CheckSignIn signIn,
        ChangePassword change,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var at = clock.Now();
        var read = new Reading(body);
        var given = new Credentials(
            read.RequiredText("Email"),
            read.RequiredText("Password", PasswordRules.Longest),
            read.Text(Code, Reading.LongestName),
            context.Connection.RemoteIpAddress
        )
        {
            OnlyConfirm = true,
        };
        var wanted = read.RequiredText(New, PasswordRules.Longest);
        // Judged before anything is compared, so that a code is not used up for a password that is refused.
        if (wanted.Length > 0 && Objection(wanted, given) is { } why)
            read.Refuse(New, why);
        if (read.Failed)
            return SignInAnswers.Refused(read.Errors);
        var outcome = await signIn.Check(given, at, cancelled);
        if (SignInAnswers.Refusal(outcome, Code, context, at) is { } refusal)
            return refusal;
        var user = outcome is SignInOutcome.MustReset(var must)
            ? must
            : ((SignInOutcome.In)outcome).User;
        var actor = new Actor(
            ActorKind.Operator,
            user.Id,
            user.Email ?? "",
            "Password",
            AddressPrefix.Of(given.From)
        );
        var once = context.Features.Get<RequestKey>();
        return await change.Run(user.Id, wanted, actor, once, at, cancelled) switch
        {
            Saved<User>.Done => Changed(user, at),
            Saved<User>.NotWritten(Written.Repeated twin) => Answers.Conflict(twin),
            _ => Answers.Conflict(new Written.Busy()),
        };
    }

    private static async Task<IResult> Again(HttpContext context, KeyedRequest done)
    {
        var user = await context
            .RequestServices.GetRequiredService<VestibuleDb>()
            .Users.AsNoTracking()
            .SingleOrDefaultAsync(u => u.UniqueId == done.Outcome, context.RequestAborted);
        return user is null ? Repeatable.Gone : Changed(user, done.At);
    }

    private static IResult Changed(User user, DateTimeOffset at) =>
        Envelope.Done("Password", "updated", at, user.Email ?? "", Envelope.IdOnly(user.Id));

    private static string? Objection(string wanted, Credentials given) =>
        wanted == given.Password
            ? "is the password there is"
            : PasswordRules.Objection(wanted, given.Email);
}
