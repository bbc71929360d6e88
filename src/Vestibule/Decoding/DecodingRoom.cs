using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Vestibule.Decoding;

/// <summary>What the room needs.</summary>
public static class DecodingRoom
{
    public static void AddDecoding(this IServiceCollection services, DecodeOptions options) =>
        services.AddSingleton(options).AddSingleton<DecodePool>().AddHostedService<Introduction>();

    /// <summary>Says at the start which walls this machine gives.</summary>
    private sealed class Introduction(DecodePool pool) : IHostedService
    {
        public Task StartAsync(CancellationToken cancelled)
        {
            pool.Introduce();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancelled) => Task.CompletedTask;
    }
}
