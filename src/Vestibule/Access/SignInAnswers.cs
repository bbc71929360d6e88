using Microsoft.AspNetCore.Http;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary>How doors that ask for a password again answer what came of it.</summary>
internal static class SignInAnswers
{
    /// <summary>The answer to whoever was not let through, or null for whoever was.</summary>
    /// <param name="code">The member of the body that carries the code of the second factor.</param>
    public static IResult? Refusal(
        SignInOutcome outcome,
        string code,
        HttpContext context,
        DateTimeOffset at
    ) =>
        outcome switch
        {
            SignInOutcome.In or SignInOutcome.MustReset => null,
            SignInOutcome.Wrong => Envelope.Refused([
                new FieldError("Password", "is not right, or not of this user"),
            ]),
            SignInOutcome.CodeWanted => Envelope.Refused([
                new FieldError(code, "is needed: a code of the second factor, not used before"),
            ]),
            SignInOutcome.Locked or SignInOutcome.Busy => Later(outcome, context, at),
            _ => throw new InvalidOperationException($"No answer to {outcome}."),
        };

    /// <summary>What was tried as a password or a code is not said back.</summary>
    public static IResult Refused(IEnumerable<FieldError> errors) =>
        Envelope.Refused(errors.Select(error => error with { Attempted = null }));

    private static Json Later(SignInOutcome outcome, HttpContext context, DateTimeOffset at)
    {
        context.Response.Headers.RetryAfter = $"{outcome.RetryAfter(at)}";
        return Json.Message(
            StatusCodes.Status429TooManyRequests,
            "Too many passwords were tried. Try again later."
        );
    }
}
