using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>The shipped server with a clock that stands still until it is told, and passwords that cost little.</summary>
internal sealed record ClockedApp(VestibuleApp App, FakeTimeProvider Clock) : IAsyncDisposable
{
    private static readonly DateTimeOffset Start0 = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    public World World { get; } = new(App);

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static async Task<ClockedApp> Start(DatabaseProvider provider)
    {
        Gates.SkipWithout(provider);
        var clock = new FakeTimeProvider(Start0);
        return new ClockedApp(await VestibuleApp.Start(provider, With(clock)), clock);
    }

    /// <summary>Another instance on the same database, under the same clock.</summary>
    public Task<VestibuleApp> Sibling() =>
        VestibuleApp.Start(App.Provider, App.DataPath, App.ConnectionString, With(Clock));

    public Task<bool> Look() => App.Services.GetRequiredService<AccessFacts>().Refresh();

    /// <summary>
    /// Lets at most a second pass, as this server and its siblings count, and waits for what has to come of it.
    /// </summary>
    public async Task WithinASecond(Func<Task<bool>> holds)
    {
        for (var half = 0; half < 2; half++)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(500));
            // The look that is due now runs on its own thread; the clock stands meanwhile.
            for (var look = 0; look < (half == 0 ? 50 : 1_000); look++)
            {
                if (await holds())
                    return;
                await Task.Yield();
            }
        }

        (await holds()).ShouldBeTrue("a second has passed");
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private static Action<IServiceCollection> With(FakeTimeProvider clock) =>
        services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            Gates.Cheap(services);
        };
}
