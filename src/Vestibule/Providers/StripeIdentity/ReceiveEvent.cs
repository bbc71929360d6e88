using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Hosting;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>
/// <c>POST /webhooks/stripe/{name}</c>: what Stripe says has happened. Kept once it is signed and ours, answered once it
/// is kept, and worked off elsewhere. Whatever else comes is 400 and changes nothing; never 500 for what came, or Stripe
/// would send it for three days.
/// </summary>
public static partial class ReceiveEvent
{
    private const long MostBytes = 128 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/webhooks/stripe/{name}", Handle)
            .AllowAnonymous()
            .ExcludeFromDescription()
            .WithBodyLimit(MostBytes);

    private static async Task<IResult> Handle(
        string name,
        HttpRequest request,
        FindAccount find,
        SealSecrets secrets,
        Writer writer,
        StripeBell bell,
        TimeProvider clock,
        ILoggerFactory logs,
        CancellationToken cancelled
    )
    {
        var at = clock.Now();
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancelled);
        if (
            await find.Addressed(name, cancelled) is not { } account
            || SignedEvent.Read(
                body.GetBuffer().AsMemory(0, (int)body.Length),
                request.Headers["Stripe-Signature"],
                await secrets.OpenWebhooks(account, cancelled),
                at
            )
                is not { } said
        )
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (!said.IsOfInterest || said.Live != account.Live)
        {
            LogIgnored(
                logs.CreateLogger(nameof(ReceiveEvent)),
                said.IsOfInterest ? "the other mode" : "another kind"
            );
            return Results.Ok();
        }

        var written = await writer.Write(
            new Deed(account.BusinessId, [new Step.Insert(Kept(said, account, at))], []),
            cancelled
        );
        bell.Ring();
        return written is Written.Done or Written.Duplicate
            ? Results.Ok()
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static StripeEvent Kept(SignedEvent said, StripeAccount account, DateTimeOffset at) =>
        new()
        {
            AccountId = account.Id,
            EventId = said.Id,
            SessionId = said.SessionId,
            Type = said.Type,
            ReceivedOn = at,
        };

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "An event of Stripe's was of {What} and is left alone."
    )]
    private static partial void LogIgnored(ILogger log, string what);
}
