using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Vault;
using Vestibule.Wire;

namespace Vestibule.IdentityChecks;

/// <summary>The room's two lines for Program: what it needs, and its doors.</summary>
public static class IdentityChecksRoom
{
    public static IServiceCollection AddIdentityChecks(this IServiceCollection services) =>
        services
            .AddSingleton(s => new NumberSecret(
                s.GetRequiredService<KeyRing>()
                    .SecretAsync(NumberIndex.Secret, default)
                    .AsTask()
                    .GetAwaiter()
                    .GetResult()
            ))
            .AddSingleton<DocumentNumbers>()
            .AddScoped<HandIns>()
            .AddScoped<OpenChecks>()
            .AddScoped<MoveCheck>()
            .AddScoped<DeleteCheck>();

    public static void MapIdentityChecks(this IEndpointRouteBuilder routes)
    {
        routes.MapReads(CoworkerIdentityChecks.Resource);
        CreateIdentityCheck.Map(routes);
        UpdateIdentityCheck.Map(routes);
        DeleteIdentityCheck.Map(routes);
        RunCheckCommand.Map(routes);
    }
}
