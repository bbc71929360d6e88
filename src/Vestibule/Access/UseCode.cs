using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Vault;

namespace Vestibule.Access;

/// <summary>What came of a code.</summary>
public enum CodeUsed
{
    Good,

    /// <summary>It was right, and has been used before: a repetition, not a guess.</summary>
    Again,
    Wrong,
}

/// <summary>Uses up a time-based code or a recovery code: of twenty requests with one code, one is let in.</summary>
public sealed class UseCode(VestibuleDb db, MasterKeys master, TellFactor tell)
{
    /// <summary>The name under which the master key wraps a user's seed.</summary>
    public static KeyName SeedOf(User user) => new("Totp", $"{user.UniqueId}");

    public Task<CodeUsed> Use(
        User user,
        string code,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        RecoveryCodes.DigestOf(code) is { } digest
            ? UseRecovery(user, digest, at, cancelled)
            : UseTimed(user, code, at, cancelled);

    private async Task<CodeUsed> UseTimed(
        User user,
        string code,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var factor = await db
            .SecondFactors.AsNoTracking()
            .SingleOrDefaultAsync(f => f.UserId == user.Id, cancelled);
        if (factor is null)
            return CodeUsed.Wrong;
        var step = Totp.StepOf(code, master.Unwrap(SeedOf(user), factor.SealedSeed), at);
        if (step is not { } taken)
            return CodeUsed.Wrong;
        // The comparison happens inside the statement: between a read and a write twenty others would fit.
        var rows = await db
            .SecondFactors.Where(f => f.UserId == user.Id && f.LastStep < taken)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.LastStep, taken), cancelled);
        return rows == 1 ? CodeUsed.Good : CodeUsed.Again;
    }

    private async Task<CodeUsed> UseRecovery(
        User user,
        byte[] digest,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var code = await db
            .RecoveryCodes.AsNoTracking()
            .SingleOrDefaultAsync(c => c.UserId == user.Id && c.Sha256 == digest, cancelled);
        // Nobody guesses 120 random bits: one that is not there has been used or replaced.
        return code is not null && await tell.RecoveryUsed(user, code, at, cancelled)
            ? CodeUsed.Good
            : CodeUsed.Again;
    }
}
