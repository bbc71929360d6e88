using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Hosting;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.Scanning;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>
/// Seals a file as it comes in while a virus scanner is shown the same bytes. What is infected is not kept and told to
/// the journal; what nobody has looked at is kept or not as the owner decided.
/// </summary>
public sealed partial class SealScanned(
    FileVault vault,
    Clamd scanner,
    ScanningSettings settings,
    EvidenceMeters meters,
    IDbContextFactory<VestibuleDb> databases,
    Writer writer,
    ILogger<SealScanned> log
)
{
    /// <param name="actor">Who sends it.</param>
    /// <returns>What <see cref="FileVault.StageAsync"/> says, or that it was infected or not looked at.</returns>
    public async Task<Staging> Run(
        Stream bytes,
        Intake intake,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (settings.Mode is ScanMode.Off)
        {
            return await vault.StageAsync(bytes, intake, at, cancelled);
        }

        await using var shown = scanner.Begin(bytes);
        var staging = await vault.StageAsync(shown, intake, at, cancelled);
        if (staging is not Staging.Staged(var file))
        {
            return staging;
        }

        Staging? outcome = null;
        try
        {
            return outcome = await Judge(
                file,
                await shown.VerdictAsync(cancelled),
                intake.Binding,
                actor,
                at,
                cancelled
            );
        }
        finally
        {
            if (outcome is not Staging.Staged)
            {
                await vault.AbandonAsync([file]);
            }
        }
    }

    private async Task<Staging> Judge(
        SealedFile staged,
        ScanVerdict verdict,
        Binding place,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        meters.Scanned(verdict.Name);
        switch (verdict)
        {
            case ScanVerdict.Found(var signature):
                LogFound(log, signature);
                await Tell(place, signature, actor, at, cancelled);
                return new Staging.Infected();
            case ScanVerdict.None(var why) when settings.Mode is ScanMode.Require:
                LogRefused(log, why);
                return new Staging.Unscanned();
            case ScanVerdict.None(var why):
                LogKept(log, why);
                return new Staging.Staged(staged);
            default:
                return new Staging.Staged(staged with { ScannedOn = at });
        }
    }

    private async Task Tell(
        Binding place,
        string signature,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancelled);
        var check = await db
            .IdentityChecks.AsNoTracking()
            .FirstAsync(c => c.UniqueId == place.Check, cancelled);
        var line = new JournalEntry
        {
            BusinessId = check.BusinessId,
            Deed = Guid.CreateVersion7(at),
            At = at,
            ActorKind = (int)actor.Kind,
            ActorUserId = actor.UserId,
            ActorName = actor.Name,
            Factor = actor.Factor,
            From = actor.From,
            Action = JournalAction.Refusal,
            Entity = Entities.Check,
            EntityId = check.Id,
            EntityKey = check.UniqueId,
            Member = ((Slot)place.Slot).ToString(),
            NewValue = $"infected: {signature}",
        };
        await writer.Write(new Deed(check.BusinessId, [], [new Line(line, null)]), cancelled);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A file was refused: the virus scanner found {Signature} in it."
    )]
    private static partial void LogFound(ILogger log, string signature);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A file was refused: the virus scanner gave no verdict ({Why})."
    )]
    private static partial void LogRefused(ILogger log, ScanSilence why);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A file was taken unscanned: the virus scanner gave no verdict ({Why})."
    )]
    private static partial void LogKept(ILogger log, ScanSilence why);
}
