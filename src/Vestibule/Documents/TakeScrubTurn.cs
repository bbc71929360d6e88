using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>
/// Reads sealed files again, one a turn, so many that all have been read when the period is over, and then from the
/// beginning. The place lies in the database: a restart goes on there, and of several instances one reads at a time.
/// </summary>
public sealed class TakeScrubTurn(
    FileVault vault,
    FindLooseEnds loose,
    TellFault tell,
    IDbContextFactory<VestibuleDb> databases,
    ScrubSettings settings
)
{
    /// <summary>Longer than reading the largest file takes at the slowest.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>What is not well is looked at so often, so that it is soon known to be mended.</summary>
    internal static readonly TimeSpan Again = TimeSpan.FromHours(1);

    private readonly Guid me = Guid.NewGuid();

    /// <param name="pace">Told of each read, in bytes; may wait.</param>
    public async Task<ScrubTurn> Run(
        DateTimeOffset at,
        Func<int, CancellationToken, Task> pace,
        CancellationToken cancelled
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancelled);
        if (await Claim(db, at, cancelled) is not { } round)
        {
            return new ScrubTurn.NotNow();
        }

        var old = at - Again;
        if (
            await db.Set<FileFault>().FirstOrDefaultAsync(f => f.SeenOn <= old, cancelled) is
            { } fault
        )
        {
            return await Look(db, fault.Id, at, pace, cancelled);
        }

        if (round.EndedOn is not null)
        {
            if (at < round.StartedOn + settings.Period)
            {
                return new ScrubTurn.NotNow();
            }

            round = round with { StartedOn = at, EndedOn = null, After = default };
            round = round with { Files = 0, Bytes = 0 };
            await Save(db, round, cancelled);
        }

        var next = await db.Set<SealedFile>()
            .AsNoTracking()
            .Where(f => f.Id > round.After)
            .OrderBy(f => f.Id)
            .FirstOrDefaultAsync(cancelled);
        return next is null ? await End(db, round, at, cancelled)
            : await IsDue(db, round, at, cancelled)
                ? await Read(db, round, next, at, pace, cancelled)
            : new ScrubTurn.NotNow();
    }

    private async Task<ScrubRound?> Claim(
        VestibuleDb db,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var until = at + Lease;
        await db.Set<ScrubRound>()
            .Where(r => r.Holder == me || r.HeldUntil <= at)
            .ExecuteUpdateAsync(
                set => set.SetProperty(r => r.Holder, me).SetProperty(r => r.HeldUntil, until),
                cancelled
            );
        return await db.Set<ScrubRound>()
            .AsNoTracking()
            .FirstOrDefaultAsync(r => r.Holder == me, cancelled);
    }

    /// <summary>As much of the whole as the time that has passed is of the period.</summary>
    private async Task<bool> IsDue(
        VestibuleDb db,
        ScrubRound round,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var passed = (at - round.StartedOn) / settings.Period;
        return passed >= 1
            || round.Bytes
                < passed * await db.Set<SealedFile>().SumAsync(f => f.SealedLength, cancelled);
    }

    private async Task<ScrubTurn> Read(
        VestibuleDb db,
        ScrubRound round,
        SealedFile file,
        DateTimeOffset at,
        Func<int, CancellationToken, Task> pace,
        CancellationToken cancelled
    )
    {
        var state = await vault.CheckAsync(file, pace, cancelled);
        var isNews = await tell.Run(file.Id, state, at, cancelled);
        await Save(
            db,
            round with
            {
                After = file.Id,
                Files = round.Files + 1,
                Bytes = round.Bytes + file.SealedLength,
            },
            cancelled
        );
        return new ScrubTurn.Read(file.Id, state, file.SealedLength, isNews);
    }

    /// <summary>One that was not well the last time.</summary>
    private async Task<ScrubTurn> Look(
        VestibuleDb db,
        Guid id,
        DateTimeOffset at,
        Func<int, CancellationToken, Task> pace,
        CancellationToken cancelled
    )
    {
        var file = await db.Set<SealedFile>()
            .AsNoTracking()
            .FirstOrDefaultAsync(f => f.Id == id, cancelled);
        var ends = await loose.Run(cancelled);
        FileState? state =
            ends.Missing.Contains(id) ? FileState.Missing
            : ends.Elsewhere.Contains(id) ? FileState.Changed
            : file is null ? null
            : await vault.CheckAsync(file, pace, cancelled);
        var isNews = await tell.Run(id, state, at, cancelled);
        return new ScrubTurn.Read(id, state, file?.SealedLength ?? 0, isNews);
    }

    private async Task<ScrubTurn> End(
        VestibuleDb db,
        ScrubRound round,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var ends = await loose.Run(cancelled);
        foreach (var file in ends.Missing)
        {
            await tell.Run(file, FileState.Missing, at, cancelled);
        }

        foreach (var file in ends.Elsewhere)
        {
            await tell.Run(file, FileState.Changed, at, cancelled);
        }

        await Save(db, round with { EndedOn = at, LastEndedOn = at }, cancelled);
        return new ScrubTurn.Ended(
            round.Files,
            round.Bytes,
            await db.Set<FileFault>().CountAsync(cancelled),
            await vault.FindStraysAsync(cancelled)
        );
    }

    // Whoever slept past its lease finds that another goes on from here, and changes nothing.
    private Task Save(VestibuleDb db, ScrubRound round, CancellationToken cancelled) =>
        db.Set<ScrubRound>()
            .Where(r => r.Holder == me)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(r => r.StartedOn, round.StartedOn)
                        .SetProperty(r => r.EndedOn, round.EndedOn)
                        .SetProperty(r => r.LastEndedOn, round.LastEndedOn)
                        .SetProperty(r => r.After, round.After)
                        .SetProperty(r => r.Files, round.Files)
                        .SetProperty(r => r.Bytes, round.Bytes),
                cancelled
            );
}
