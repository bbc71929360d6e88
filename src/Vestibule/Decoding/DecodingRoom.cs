using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Vestibule.Decoding;

/// <summary>What the room needs.</summary>
public static class DecodingRoom
{
    public static void AddDecoding(this IServiceCollection services, DecodeOptions options)
    {
        services.TryAddSingleton<DecodePool>();
        services.AddSingleton(options).AddHostedService<Introduction>();
    }

    /// <summary>Says at the start which walls this machine gives.</summary>
    private sealed class Introduction(DecodePool pool) : IHostedService
    {
        public Task StartAsync(CancellationToken cancelled)
        {
            pool.Introduce();
            _ = pool.Warm();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancelled) => Task.CompletedTask;
    }
}
