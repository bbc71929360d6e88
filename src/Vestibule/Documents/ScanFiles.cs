using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Scanning;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>
/// Has the virus scanner look at what was taken while none was asked or none answered: at the start, then every ten
/// minutes, one file after another, the newest first, which are those people wait for.
/// </summary>
public sealed partial class ScanFiles(
    ScanFile scan,
    Clamd scanner,
    ScanningSettings settings,
    IDbContextFactory<VestibuleDb> databases,
    TimeProvider clock,
    ILogger<ScanFiles> log
) : Recurring(TimeSpan.FromMinutes(10), clock)
{
    protected override async Task Turn(CancellationToken cancelled)
    {
        if (settings.Mode is ScanMode.Off)
        {
            return;
        }

        var (seen, found, left, before) = (0, 0, 0, Guid.AllBitsSet);
        while (await Next(before, cancelled) is { } file)
        {
            before = file.Id;
            var verdict = await Look(file, cancelled);
            // One that chokes on a file may like others; one that is not there is asked again at the next turn.
            if (verdict is ScanVerdict.None && await scanner.VersionAsync(cancelled) is null)
            {
                LogAway(log);
                break;
            }

            seen += verdict is ScanVerdict.Clean ? 1 : 0;
            found += verdict is ScanVerdict.Found ? 1 : 0;
            left += verdict is ScanVerdict.None ? 1 : 0;
        }

        Tell(seen, found, left);
    }

    protected override void Failed(Exception failure) => LogFailure(log, NameOf(failure));

    private void Tell(int seen, int found, int left)
    {
        if (seen + found > 0)
        {
            LogTurn(log, seen, found);
        }

        if (left > 0)
        {
            LogLeft(log, left);
        }
    }

    private async Task<SealedFile?> Next(Guid before, CancellationToken cancelled)
    {
        await using var db = await databases.CreateDbContextAsync(cancelled);
        return await db.Set<SealedFile>()
            .AsNoTracking()
            .Where(f => f.ScannedOn == null && f.Finding == null && f.Id < before)
            .OrderByDescending(f => f.Id)
            .FirstOrDefaultAsync(cancelled);
    }

    /// <returns>Null for what cannot be read or written down; the others are not to wait for it.</returns>
    private async Task<ScanVerdict?> Look(SealedFile file, CancellationToken cancelled)
    {
        try
        {
            var verdict = await scan.Run(file, Clock.Now(), cancelled);
            if (verdict is ScanVerdict.Found(var signature))
            {
                LogFound(log, file.Id, signature);
            }

            return verdict;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogPassed(log, file.Id, NameOf(e));
            return null;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "Sealed file {File} is given out no more: the virus scanner found {Signature} in it."
    )]
    private static partial void LogFound(ILogger log, Guid file, string signature);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The virus scanner was shown files that were taken unseen: nothing in {Clean}, something in {Found}."
    )]
    private static partial void LogTurn(ILogger log, int clean, int found);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The virus scanner gives no verdict on {Files} files that were taken unseen; are they larger than its StreamMaxLength?"
    )]
    private static partial void LogLeft(ILogger log, int files);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Sealed file {File} could not be shown to the virus scanner ({Failure}); it is tried again in ten minutes."
    )]
    private static partial void LogPassed(ILogger log, Guid file, string failure);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Files that were taken unseen wait for the virus scanner, which does not answer; it is asked again in ten minutes."
    )]
    private static partial void LogAway(ILogger log);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Showing the virus scanner what was taken unseen failed with {Failure}; it goes on in ten minutes."
    )]
    private static partial void LogFailure(ILogger log, string failure);
}
