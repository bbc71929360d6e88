using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vestibule.Database;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>Removes what interrupted writes left behind: at the start, then every hour.</summary>
public sealed partial class SweepFiles(FileVault vault, TimeProvider clock, ILogger<SweepFiles> log)
    : Recurring(TimeSpan.FromHours(1), clock)
{
    /// <summary>Nothing is lost by leaving garbage where it lies until the next hour.</summary>
    protected override async Task Turn(CancellationToken cancelled)
    {
        var swept = await vault.SweepAsync(Clock.Now(), cancelled);
        if (swept is not (0, 0, 0))
        {
            Log(log, swept.Files, swept.Parts, swept.Intents);
        }
    }

    protected override void Failed(Exception failure) => LogFailure(log, NameOf(failure));

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Swept {Files} files, {Parts} parts and {Intents} intents of interrupted writes."
    )]
    private static partial void Log(ILogger log, int files, int parts, int intents);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Sweeping files failed with {Failure}; it is tried again in an hour."
    )]
    private static partial void LogFailure(ILogger log, string failure);
}
