using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vestibule.Database;

namespace Vestibule.Documents;

/// <summary>Lets originals go whose time is over, when the owner wants that: at the start, then every hour.</summary>
public sealed partial class SweepOriginals(
    IServiceScopeFactory scopes,
    OriginalRules rules,
    TimeProvider clock,
    ILogger<SweepOriginals> log
) : Recurring(TimeSpan.FromHours(1), clock)
{
    protected override async Task Turn(CancellationToken cancelled)
    {
        if (rules.Keep is not KeepOriginal.UntilDecision)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var gone = await scope
            .ServiceProvider.GetRequiredService<ShredOriginals>()
            .Run(Clock.Now(), cancelled);
        if (gone > 0)
        {
            Log(log, gone);
        }
    }

    protected override void Failed(Exception failure) => LogFailure(log, NameOf(failure));

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Let {Originals} originals of decided documents go."
    )]
    private static partial void Log(ILogger log, int originals);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Letting originals go failed with {Failure}; it is tried again in an hour."
    )]
    private static partial void LogFailure(ILogger log, string failure);
}
