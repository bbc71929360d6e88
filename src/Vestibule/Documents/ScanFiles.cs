using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Scanning;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>
/// Has the virus scanner look at what was taken while none was asked or none answered: at the start, then every ten
/// minutes, one file after another.
/// </summary>
public sealed partial class ScanFiles(
    ScanFile scan,
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

        var (seen, found, left, after) = (0, 0, 0, Guid.Empty);
        while (await Next(after, cancelled) is { } file)
        {
            after = file.Id;
            var verdict = await Look(file, cancelled);
            // Whoever is not there is asked again at the next turn; one that chokes on a file may like others.
            if (verdict is ScanVerdict.None(ScanSilence.Unreachable))
            {
                LogAway(log);
                break;
            }

            seen += verdict is ScanVerdict.Clean ? 1 : 0;
            found += verdict is ScanVerdict.Found ? 1 : 0;
            left += verdict is ScanVerdict.None ? 1 : 0;
        }

        if (seen + found + left > 0)
        {
            LogTurn(log, seen, found, left);
        }
    }

    protected override void Failed(Exception failure) => LogFailure(log, NameOf(failure));

    private async Task<SealedFile?> Next(Guid after, CancellationToken cancelled)
    {
        await using var db = await databases.CreateDbContextAsync(cancelled);
        return await db.Set<SealedFile>()
            .AsNoTracking()
            .Where(f => f.ScannedOn == null && f.Finding == null && f.Id > after)
            .OrderBy(f => f.Id)
            .FirstOrDefaultAsync(cancelled);
    }

    /// <returns>Null for what cannot be read: the scrub tells of it, and it is not given out either.</returns>
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
        catch (Exception e) when (e is SealBrokenException or IOException)
        {
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
        Message = "The virus scanner was shown files that were taken unseen: nothing in {Clean}, something in {Found}, no verdict on {Left}."
    )]
    private static partial void LogTurn(ILogger log, int clean, int found, int left);

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
