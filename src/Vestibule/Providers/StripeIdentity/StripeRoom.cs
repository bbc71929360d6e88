using System.Net;
using System.Net.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Vestibule.Hosting;
using Vestibule.IdentityChecks;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>How long Stripe is waited for.</summary>
/// <param name="Pause">Before the first retry; grows, with jitter.</param>
public sealed record StripePatience(TimeSpan Pause, int Retries = 2)
{
    /// <summary>One answer.</summary>
    public static readonly TimeSpan Each = TimeSpan.FromSeconds(8);

    /// <summary>All of it, pauses included.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromSeconds(20);
}

/// <summary>The room's two lines for Program: what it needs, and its doors.</summary>
public static class StripeRoom
{
    public static IServiceCollection AddStripeIdentity(this IServiceCollection services)
    {
        services.TryAddSingleton(new StripePatience(TimeSpan.FromMilliseconds(400)));
        AddClient(services);
        AddCommands(services);
        return services
            .AddSingleton<StripeBell>()
            .AddSingleton<SealSecrets>()
            .AddSingleton<CallStripe>()
            .AddSingleton<AskStripe>()
            .AddSingleton<JudgeKey>()
            .AddSingleton(s => new HostedPages(s.GetRequiredService<StripeSettings>().ApiBase))
            .AddSingleton<NextLook>()
            .AddScoped<FindAccount>()
            .AddScoped<SaveAccount>()
            .AddScoped<FindCase>()
            .AddScoped<KeepCase>()
            .AddScoped<AskSessions>()
            .AddScoped<ApplyTruth>()
            .AddScoped<MakeSession>()
            .AddScoped<StartSession>()
            .AddScoped<CancelSession>()
            .AddScoped<SwitchToManual>()
            .AddScoped<RedactSessions>()
            .AddScoped<OpenPicture>()
            .AddScoped<KeepUp>()
            .AddScoped<SweepStripe>()
            .AddScoped<MemberPages>()
            .AddHostedService<ReconcileSessions>();
    }

    public static void MapStripeIdentity(this IEndpointRouteBuilder routes)
    {
        var policy = new ContentPolicy(
            routes.ServiceProvider.GetRequiredService<HostedPages>().Policy
        );
        GetStripeAccount.Map(routes);
        PutStripeAccount.Map(routes);
        VerifyStripeAccount.Map(routes);
        ShowCase.Map(routes);
        ShowPicture.Map(routes);
        ReceiveEvent.Map(routes);
        ShowCheck.Map(routes, policy);
        StartFromPage.Map(routes, policy);
    }

    private static void AddCommands(IServiceCollection services) =>
        services
            .AddScoped<RunStripeCommand>()
            .AddScoped(s => new AddedCommand(
                CheckCommands.StartStripe,
                s.GetRequiredService<RunStripeCommand>().Start
            ))
            .AddScoped(s => new AddedCommand(
                CheckCommands.SwitchToManual,
                s.GetRequiredService<RunStripeCommand>().Switch
            ))
            .AddScoped(s => new AddedCommand(
                CheckCommands.RedactAtStripe,
                s.GetRequiredService<RunStripeCommand>().Redact
            ))
            // Resolved when it is asked: cancelling looks at the check by the deed that asks.
            .AddScoped(s => new EndElsewhere(
                (handIn, forget, at, cancelled) =>
                    s.GetRequiredService<CancelSession>().Run(handIn, forget, at, cancelled)
            ));

    /// <summary>
    /// One client for all: what breaks is the way to Stripe, not a location. Retries carry the same idempotency key, which
    /// stands in the request; after many failures nobody waits for a while.
    /// </summary>
    private static void AddClient(IServiceCollection services) =>
        services
            .AddHttpClient(CallStripe.ClientName, client => client.Timeout = StripePatience.Whole)
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    ConnectTimeout = TimeSpan.FromSeconds(5),
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                }
            )
            // Addresses carry the names of sessions; nobody needs them in a log.
            .RemoveAllLoggers()
            .AddResilienceHandler(
                CallStripe.ClientName,
                (line, context) =>
                {
                    var patience = context.ServiceProvider.GetRequiredService<StripePatience>();
                    line.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
                    line.AddRetry(
                            new HttpRetryStrategyOptions
                            {
                                MaxRetryAttempts = patience.Retries,
                                Delay = patience.Pause,
                                BackoffType = DelayBackoffType.Exponential,
                                UseJitter = patience.Pause > TimeSpan.Zero,
                                // 409: another request under the same key is under way.
                                ShouldHandle = tried =>
                                    ValueTask.FromResult(
                                        HttpClientResiliencePredicates.IsTransient(tried.Outcome)
                                            || tried.Outcome.Result?.StatusCode
                                                is HttpStatusCode.Conflict
                                    ),
                            }
                        )
                        .AddCircuitBreaker(
                            new HttpCircuitBreakerStrategyOptions
                            {
                                FailureRatio = 0.5,
                                MinimumThroughput = 20,
                                SamplingDuration = TimeSpan.FromSeconds(30),
                                BreakDuration = TimeSpan.FromSeconds(15),
                            }
                        )
                        .AddTimeout(StripePatience.Each);
                }
            );
}
