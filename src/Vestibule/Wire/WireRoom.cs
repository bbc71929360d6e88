using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.IdentityChecks;

namespace Vestibule.Wire;

/// <summary>What the contract's mechanics need.</summary>
public static class WireRoom
{
    public static IServiceCollection AddWire(this IServiceCollection services) =>
        services
            .AddSingleton(s => new WriteAnswers(s.GetRequiredService<ApiSettings>().CreateValue))
            .AddSingleton<RequestTurns>()
            .AddSingleton<AnswerOnce>()
            .AddHostedService<SweepKeyedRequests>()
            .AddSingleton(s => new Dialect(
                s.GetRequiredService<TextOrder>(),
                s.GetRequiredService<DocumentNumbers>().Digest
            ));
}
