using Microsoft.AspNetCore.Http;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary>
/// A request of somebody about their own second factor: what every such door takes. Taken as <c>[AsParameters]</c>.
/// </summary>
internal sealed record OwnFactor(
    HttpContext Context,
    Caller Caller,
    Body Body,
    CheckSignIn SignIn,
    SaveSecondFactor Save,
    TimeProvider Clock,
    CancellationToken Cancelled
)
{
    public const string Entity = "SecondFactor";
    public const string Path = "/api/vestibule/me/secondfactor";
    public const string Code = "Code";
    private DateTimeOffset? began;

    public DateTimeOffset At => began ??= Clock.Now();

    /// <summary>
    /// Asks for password and code once more: a stolen token must not be enough to take a factor away. The answer to
    /// whoever is not let through, or null.
    /// </summary>
    public async Task<IResult?> Refusal(bool withCode)
    {
        var read = new Reading(Body);
        var given = new Credentials(
            Caller.Grants.Email,
            read.RequiredText("Password", PasswordRules.Longest),
            withCode ? read.RequiredText(Code) : null,
            Context.Connection.RemoteIpAddress
        )
        {
            OnlyConfirm = true,
        };
        return read.Failed
            ? SignInAnswers.Refused(read.Errors)
            : SignInAnswers.Refusal(await SignIn.Check(given, At, Cancelled), Code, Context, At);
    }

    /// <summary>The answer to a change that was not made.</summary>
    public static IResult Refusal(Saved<User> saved) =>
        saved is Saved<User>.Refused(var objections)
            ? Envelope.Refused(objections.Select(o => new FieldError(o.Member, o.Why)))
            : WriteRequest.Refusal(saved, Body.Empty);

    /// <summary>The one answer that holds new recovery codes.</summary>
    public IResult Codes(string deed, IReadOnlyList<string> recovery) =>
        Envelope.Done(
            Entity,
            deed,
            At,
            Caller.Actor.Name,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("RecoveryCodes");
                foreach (var code in recovery)
                    json.WriteStringValue(code);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
}
