using System.Net;
using Stripe;
using Vestibule.Hosting;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>
/// The one way to Stripe. Keys are given with each call: nothing of one location is kept where another could use it. What
/// the SDK says by exceptions comes back as values.
/// </summary>
public sealed class CallStripe(
    System.Net.Http.IHttpClientFactory clients,
    StripeSettings settings,
    SealSecrets secrets
)
{
    public const string ClientName = "stripe";

    /// <summary>Calls with the account's key.</summary>
    internal async Task<Reply<T>> Run<T>(
        StripeAccount account,
        Func<StripeClient, Task<T>> ask,
        CancellationToken cancelled
    )
    {
        if (await secrets.OpenKey(account, cancelled) is not { } key)
        {
            return new Reply<T>.Denied();
        }

        try
        {
            return new Reply<T>.Answered(await ask(Client(key)));
        }
        // The SDK says by exceptions what are answers here.
        catch (StripeException said)
        {
            return Said<T>(said);
        }
        // No way to Stripe, no answer in time, the breaker; and whatever the SDK's reading meets where something on the
        // way has answered in Stripe's place, up to a NullReferenceException for "null".
        catch (Exception gone)
            when (!cancelled.IsCancellationRequested && gone is not OutOfMemoryException)
        {
            return new Reply<T>.Away(Kept: false);
        }
    }

    // Retries, their pauses and the breaker are the HTTP client's, on our clock; the SDK's own are off, its telemetry too.
    private StripeClient Client(string key) =>
        new(
            new StripeClientOptions
            {
                ApiKey = key,
                ApiBase = settings.ApiBase?.GetLeftPart(UriPartial.Authority),
                HttpClient = new SystemNetHttpClient(
                    clients.CreateClient(ClientName),
                    maxNetworkRetries: 0,
                    enableTelemetry: false
                ),
            }
        );

    private static Reply<T> Said<T>(StripeException said) =>
        said.HttpStatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new Reply<T>.Denied(),
            HttpStatusCode.NotFound => new Reply<T>.Gone(),
            // No refusal of Stripe's: something on the way has answered in its place.
            < HttpStatusCode.BadRequest => new Reply<T>.Away(Kept: false),
            HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests => new Reply<T>.Away(
                Kept: false
            ),
            >= HttpStatusCode.InternalServerError => new Reply<T>.Away(Kept: true),
            _ when said.StripeError?.Code is "resource_missing" => new Reply<T>.Gone(),
            _ => new Reply<T>.Refused(said.StripeError?.Code ?? said.StripeError?.Type),
        };
}
