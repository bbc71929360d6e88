using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Vestibule.Database;
using Vestibule.Database.Sqlite;
using Vestibule.Database.Writing;

namespace Vestibule.Wire;

/// <summary>The one place that gives a body to answers no door has written: 400, 401, 404, 405, 413, 415, 500.</summary>
public static class Answers
{
    public const string Denied = "Authorization has been denied for this request.";
    private const string Busy = "There is too much to do at the moment. Try again later.";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>Goes first in the pipeline, so that whatever follows it is answered here when it fails.</summary>
    public static void UseAnswers(this WebApplication app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = Failed,
                StatusCodeSelector = failure =>
                    failure switch
                    {
                        _ when Unreadable(failure) is { } bad => bad.StatusCode,
                        _ when NotNow(failure) is not null =>
                            StatusCodes.Status503ServiceUnavailable,
                        _ => StatusCodes.Status500InternalServerError,
                    },
                SuppressDiagnosticsCallback = context =>
                    context.Exception is OperationCanceledException
                    || Unreadable(context.Exception) is not null,
            }
        );
        app.UseStatusCodePages(context =>
            ForStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext)
        );
    }

    /// <summary>Somebody else's change came first, three times in a row, or the writer had no turn to give.</summary>
    public static IResult Conflict(Written written) =>
        written switch
        {
            Written.Busy or Written.Unknown => Later(
                "The record could not be written now. Read it and try again.",
                Soon
            ),
            Written.Repeated => new Again(),
            _ => Json.Message(
                StatusCodes.Status409Conflict,
                "The record was changed by somebody else meanwhile. Read it and try again."
            ),
        };

    /// <summary>503 with <c>Retry-After</c> (RFC 9110, 10.2.3): nothing is wrong with the request, and it may be sent again.</summary>
    public static IResult Later(string why, TimeSpan after) =>
        new Later(Json.Message(StatusCodes.Status503ServiceUnavailable, why), after);

    private static Task Failed(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        IResult answer = Unreadable(failure) switch
        {
            { StatusCode: StatusCodes.Status400BadRequest } bad => Envelope.Refused([
                new FieldError("Body", bad.Message),
            ]),
            _ => NotNow(failure) ?? ForStatus(context.Response.StatusCode),
        };
        return answer.ExecuteAsync(context);
    }

    /// <summary>What is wrong with the request; null when nothing is.</summary>
    private static BadHttpRequestException? Unreadable(Exception? failure) =>
        failure switch
        {
            BadHttpRequestException bad => bad,
            // The listener's way of refusing a chunk whose size is no number to it; every other bad chunk is a bad request.
            IOException { InnerException: OverflowException } => new(
                "Bad chunk size data.",
                failure
            ),
            _ => null,
        };

    /// <summary>Nothing is wrong with the request, and nothing was written; null when that cannot be said.</summary>
    private static IResult? NotNow(Exception? failure) =>
        failure switch
        {
            DatabaseBusyException => Later(Busy, Soon),
            _ when Away.IsCauseOf(failure) => Later(
                "The database cannot be reached at the moment. Try again later.",
                Soon
            ),
            _ when NoRoom.IsCauseOf(failure) => Later(NoRoom.Words, NoRoom.UntilSomebodyLooked),
            _ => null,
        };

    internal static Json ForStatus(int status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => Json.Message(status, Denied),
            StatusCodes.Status404NotFound => Json.NotFound(),
            StatusCodes.Status405MethodNotAllowed => Json.Message(
                status,
                "The requested resource does not support this method."
            ),
            StatusCodes.Status408RequestTimeout => Json.Message(
                status,
                "The request came too slowly."
            ),
            StatusCodes.Status413PayloadTooLarge => Json.Message(
                status,
                "The request is larger than is taken here."
            ),
            StatusCodes.Status415UnsupportedMediaType => Json.Message(
                status,
                "The request is neither JSON nor a form."
            ),
            StatusCodes.Status429TooManyRequests => Json.Message(
                status,
                "There are too many requests of yours. Try again later."
            ),
            StatusCodes.Status503ServiceUnavailable => Json.Message(status, Busy),
            < 500 => Json.Message(status, "The request could not be taken."),
            _ => Json.Message(status, "An error has occurred."),
        };
}
