using System.Text.Json;
using Stripe;
using Stripe.Identity;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>What is asked of Stripe about sessions, in our words.</summary>
public sealed class AskStripe(CallStripe stripe)
{
    // The report comes with the session; what is sensitive in it has to be asked for by name.
    private static readonly List<string> Usual = ["verified_outputs", "last_verification_report"];
    private static readonly List<string> WithNumber =
    [
        .. Usual,
        "last_verification_report.document.number",
        "last_verification_report.document.expiration_date",
    ];

    public Task<Reply<StripeSession>> Create(SessionOrder order, CancellationToken cancelled) =>
        Session(
            order.Account,
            sessions =>
                sessions.CreateAsync(
                    PrepareSession.Options(order),
                    new RequestOptions { IdempotencyKey = order.IdempotencyKey },
                    cancelled
                ),
            cancelled
        );

    /// <summary>The session now, with a fresh address while it waits for its person.</summary>
    public async Task<Reply<StripeSession>> Get(
        StripeAccount account,
        string sessionId,
        CancellationToken cancelled
    )
    {
        var reply = await Get(account, sessionId, account.KeepsNumber, cancelled);
        // A key that may not see numbers can still see how the session stands.
        return
            reply is Reply<StripeSession>.Denied or Reply<StripeSession>.Refused
            && account.KeepsNumber
            ? await Get(account, sessionId, withNumber: false, cancelled)
            : reply;
    }

    /// <summary>Sessions made for that check.</summary>
    public Task<Reply<IReadOnlyList<StripeSession>>> List(
        StripeAccount account,
        string reference,
        CancellationToken cancelled
    ) =>
        stripe.Run<IReadOnlyList<StripeSession>>(
            account,
            async client =>
                [
                    .. (
                        (
                            await client.V1.Identity.VerificationSessions.ListAsync(
                                new VerificationSessionListOptions
                                {
                                    ClientReferenceId = reference,
                                    Limit = 100,
                                },
                                cancellationToken: cancelled
                            )
                        )?.Data
                        ?? throw new JsonException("no list")
                    ).Select(ReadSession.Session),
                ],
            cancelled
        );

    public Task<Reply<StripeSession>> Cancel(
        StripeAccount account,
        string sessionId,
        CancellationToken cancelled
    ) =>
        Session(
            account,
            sessions =>
                sessions.CancelAsync(
                    sessionId,
                    requestOptions: new RequestOptions { IdempotencyKey = $"cancel-{sessionId}" },
                    cancellationToken: cancelled
                ),
            cancelled
        );

    public Task<Reply<StripeSession>> Redact(
        StripeAccount account,
        string sessionId,
        CancellationToken cancelled
    ) =>
        Session(
            account,
            sessions =>
                sessions.RedactAsync(
                    sessionId,
                    requestOptions: new RequestOptions { IdempotencyKey = $"redact-{sessionId}" },
                    cancellationToken: cancelled
                ),
            cancelled
        );

    /// <summary>A link to one picture that ends by itself.</summary>
    public Task<Reply<Uri>> Link(
        StripeAccount account,
        string file,
        DateTimeOffset until,
        CancellationToken cancelled
    ) =>
        stripe.Run(
            account,
            async client =>
                Uri.TryCreate(
                    (
                        await client.V1.FileLinks.CreateAsync(
                            new FileLinkCreateOptions
                            {
                                File = file,
                                ExpiresAt = until.UtcDateTime,
                            },
                            cancellationToken: cancelled
                        )
                    )?.Url,
                    UriKind.Absolute,
                    out var url
                )
                    ? url
                    : throw new JsonException("no link"),
            cancelled
        );

    private Task<Reply<StripeSession>> Get(
        StripeAccount account,
        string sessionId,
        bool withNumber,
        CancellationToken cancelled
    ) =>
        Session(
            account,
            sessions =>
                sessions.GetAsync(
                    sessionId,
                    new VerificationSessionGetOptions { Expand = withNumber ? WithNumber : Usual },
                    cancellationToken: cancelled
                ),
            cancelled
        );

    private Task<Reply<StripeSession>> Session(
        StripeAccount account,
        Func<VerificationSessionService, Task<VerificationSession>> ask,
        CancellationToken cancelled
    ) =>
        stripe.Run(
            account,
            async client => ReadSession.Session(await ask(client.V1.Identity.VerificationSessions)),
            cancelled
        );
}
