using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Vestibule.Hosting;

/// <summary>Something that must work before requests should come here.</summary>
/// <param name="Name">A word for the answer, e.g. <c>database</c>.</param>
/// <param name="IsWell">Asked with a scope of its own; an exception counts as no.</param>
/// <param name="IsNeeded">False for what somebody has to see to while requests go on being answered.</param>
public sealed record ReadyPart(
    string Name,
    Func<IServiceProvider, CancellationToken, Task<bool>> IsWell,
    bool IsNeeded = true
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
    private volatile IReadOnlyList<string> _notices = [];
    private DateTimeOffset _asked;

    /// <param name="phase"><c>starting</c>, <c>stopping</c>, or null while serving.</param>
    internal void Enter(string? phase) => _phase = phase;

    /// <summary>Names of what was found wrong, when last asked, that keeps no request from being answered.</summary>
    public IReadOnlyList<string> Notices => _notices;

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
                _failing =
                [
                    .. asked.OfType<ReadyPart>().Where(p => p.IsNeeded).Select(p => p.Name),
                ];
                _notices =
                [
                    .. asked.OfType<ReadyPart>().Where(p => !p.IsNeeded).Select(p => p.Name),
                ];
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

    private async Task<ReadyPart?> Ask(ReadyPart part)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var well = await part.IsWell(scope.ServiceProvider, patience.Token)
                .WaitAsync(Patience, clock);
            return well ? null : part;
        }
        // Whatever the part throws, the answer is that it is not well; its own log says why.
        catch (Exception)
        {
            return part;
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

    /// <summary>What is told beside the answer, and fails nothing.</summary>
    public static void AddNotice(
        this IServiceCollection services,
        string name,
        Func<IServiceProvider, CancellationToken, Task<bool>> isWell
    ) => services.AddSingleton(new ReadyPart(name, isWell, IsNeeded: false));
}
