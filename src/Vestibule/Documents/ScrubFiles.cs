using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vestibule.Database;
using Vestibule.Database.Sqlite;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>Reads every sealed file again within the period that is set, a little every minute, and says what is not well.</summary>
public sealed partial class ScrubFiles(
    TakeScrubTurn turn,
    EvidenceMeters meters,
    TimeProvider clock,
    ILogger<ScrubFiles> log
) : Recurring(TimeSpan.FromMinutes(1), clock)
{
    /// <summary>However far behind, nobody else shall notice.</summary>
    private const double BytesPerSecond = 5 * 1024 * 1024;

    protected override bool StartsAtOnce => false;

    /// <summary>After a failure the next minute goes on where this one came to.</summary>
    protected override async Task Turn(CancellationToken cancelled)
    {
        while (await turn.Run(Clock.Now(), Pace, cancelled) is var done)
        {
            if (done is not ScrubTurn.Read read)
            {
                Say(done as ScrubTurn.Ended);
                return;
            }

            meters.Read((read.State ?? FileState.Sound).ToString(), read.Bytes);
            if (read.IsNews)
            {
                LogFault(log, read.File, read.State!.Value);
            }
        }
    }

    private void Say(ScrubTurn.Ended? ended)
    {
        if (ended is null)
        {
            return;
        }

        var strays = ended.Strays.Files.Count + ended.Strays.Others;
        meters.Ended(strays);
        LogEnded(log, ended.Files, ended.Bytes, ended.Faults, strays);
    }

    private Task Pace(int bytes, CancellationToken cancelled) =>
        Task.Delay(TimeSpan.FromSeconds(bytes / BytesPerSecond), Clock, cancelled);

    protected override void Failed(Exception failure) => LogFailure(log, NameOf(failure));

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "Sealed file {File} is not well: {State}. Run: vestibule evidence verify"
    )]
    private static partial void LogFault(ILogger log, Guid file, FileState state);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "All {Files} sealed files ({Bytes} bytes) have been read again: {Faults} are not well, {Strays} are untracked."
    )]
    private static partial void LogEnded(
        ILogger log,
        long files,
        long bytes,
        int faults,
        int strays
    );

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Reading sealed files again failed with {Failure}; it goes on in a minute."
    )]
    private static partial void LogFailure(ILogger log, string failure);
}
