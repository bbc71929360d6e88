using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>
/// Stripe's Identity API over HTTP, with memory: form-encoded requests, sessions and reports that move as Stripe's do,
/// idempotency keys that repeat what was answered, permissions of restricted keys, hosted pages and faults.
/// </summary>
internal sealed partial class StripeDouble : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<
        string,
        (string Fingerprint, int Status, string Body)
    > kept = new();

    private StripeDouble(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public ConcurrentDictionary<string, DoubleKey> Keys { get; } = new();

    public ConcurrentDictionary<string, DoubleSession> Sessions { get; } = new();

    public ConcurrentQueue<Asked> Requests { get; } = new();

    /// <summary>Every event there has been, oldest first, as it would be sent.</summary>
    public ConcurrentQueue<DoubleEvent> Events { get; } = new();

    /// <summary>Links to files: file and when they end.</summary>
    public ConcurrentQueue<(string File, DateTimeOffset Until)> Links { get; } = new();

    /// <summary>Everything secret that was ever handed out: addresses of hosted pages and client secrets.</summary>
    public ConcurrentQueue<string> Secrets { get; } = new();

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Asked before each request; null for none.</summary>
    public Func<Asked, Fault?> Faults { get; set; } = _ => null;

    public static async Task<StripeDouble> Start(TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stripe = new StripeDouble(builder.Build());
        stripe.Clock = clock ?? TimeProvider.System;
        stripe.app.MapGet("/hosted/{token}", stripe.Hosted);
        stripe.app.MapPost("/hosted/{token}/{outcome}", stripe.Choose);
        stripe.app.Map("/v1/{**rest}", stripe.Api);
        await stripe.app.StartAsync();
        return stripe;
    }

    /// <summary>A restricted key with these permissions.</summary>
    public DoubleKey Key(string secret) => Keys[secret] = new DoubleKey(secret);

    public DoubleSession Only => Sessions.Values.Single();

    public int Count(string method, string ending) =>
        Requests.Count(one =>
            one.Method == method && one.Path.EndsWith(ending, StringComparison.Ordinal)
        );

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Api(HttpContext context)
    {
        var form = context.Request.HasFormContentType
            ? (await context.Request.ReadFormAsync()).ToDictionary(
                pair => pair.Key,
                pair => pair.Value.ToString(),
                StringComparer.Ordinal
            )
            : [];
        foreach (var (name, value) in context.Request.Query)
        {
            form[name] = value.ToString();
        }

        var secret = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
        var asked = new Asked(
            context.Request.Method,
            context.Request.Path.Value!,
            secret,
            context.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key
                ? key
                : null,
            context.Request.Headers.ContainsKey("X-Stripe-Client-Telemetry")
        );
        Requests.Enqueue(asked);
        var fault = Faults(asked);
        if (fault is { After: false })
        {
            await Fail(context, fault);
            return;
        }

        var (status, body) = Repeated(asked, form, fault);
        if (fault is { Drop: true })
        {
            context.Abort();
            return;
        }

        if (fault?.OnItsWay is { } arrived)
        {
            await arrived();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    }

    private static async Task Fail(HttpContext context, Fault fault)
    {
        if (fault.Drop)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = fault.Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            fault.Body ?? DoubleAnswers.Error(fault.Status, "api_error", null).Body
        );
    }

    // The first status and body of a key are kept once the request began, a failure too; so are its parameters.
    private (int, string) Repeated(Asked asked, Dictionary<string, string> form, Fault? fault)
    {
        lock (kept)
        {
            if (asked is not { Method: "POST", Idempotency: { } name })
            {
                return Answer(asked, form);
            }

            var fingerprint =
                asked.Path
                + string.Join('&', form.OrderBy(pair => pair.Key).Select(pair => $"{pair}"));
            var key = $"{asked.Key} {name}";
            if (kept.TryGetValue(key, out var before))
            {
                return before.Fingerprint == fingerprint
                    ? (before.Status, before.Body)
                    : DoubleAnswers.Error(400, "idempotency_error", null);
            }

            var answer = fault is { After: true, Drop: false }
                ? DoubleAnswers.Error(fault.Status, "api_error", null)
                : Answer(asked, form);
            if (answer.Item1 is not (400 or 401 or 403 or 409 or 429))
            {
                kept[key] = (fingerprint, answer.Item1, answer.Item2);
            }

            return answer;
        }
    }
}
