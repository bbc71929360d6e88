using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Vestibule.Hosting;

/// <summary>Something that must work before requests should come here.</summary>
/// <param name="Name">A word for the answer, e.g. <c>database</c>.</param>
/// <param name="IsWell">Asked with a scope of its own; an exception counts as no.</param>
public sealed record ReadyPart(
    string Name,
    Func<IServiceProvider, CancellationToken, Task<bool>> IsWell
);

/// <summary>Whether requests should come here, and if not, why.</summary>
public sealed class Readiness(
    IEnumerable<ReadyPart> parts,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<Readiness> log
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1);
    private volatile string? _phase = "starting";
    private IReadOnlyList<string> _failing = [];
    private DateTimeOffset _asked;

    /// <param name="phase"><c>starting</c>, <c>stopping</c>, or null while serving.</param>
    internal void Enter(string? phase) => _phase = phase;

    /// <summary>Names of what fails; none when ready. Anybody may ask, so the parts are asked once a second at most.</summary>
    public async Task<IReadOnlyList<string>> Failing(CancellationToken cancelled)
    {
        if (_phase is { } phase)
        {
            return [phase];
        }

        await _one.WaitAsync(cancelled);
        try
        {
            if (clock.GetUtcNow() - _asked >= GoodFor)
            {
                var asked = await Task.WhenAll(parts.Select(Ask));
                _failing = [.. asked.OfType<string>()];
                _asked = clock.GetUtcNow();
                if (_failing.Count > 0)
                {
                    log.NotReady(string.Join(", ", _failing));
                }
            }

            return _phase is { } changed ? [changed] : _failing;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<string?> Ask(ReadyPart part)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var well = await part.IsWell(scope.ServiceProvider, patience.Token)
                .WaitAsync(Patience, clock);
            return well ? null : part.Name;
        }
        // Whatever the part throws, the answer is that it is not well; its own log says why.
        catch (Exception)
        {
            return part.Name;
        }
    }
}

public static class ReadyParts
{
    public static void AddReadyPart(
        this IServiceCollection services,
        string name,
        Func<IServiceProvider, CancellationToken, Task<bool>> isWell
    ) => services.AddSingleton(new ReadyPart(name, isWell));
}
