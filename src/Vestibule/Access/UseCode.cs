using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Vault;

namespace Vestibule.Access;

/// <summary>Uses up a time-based code: of twenty requests with one code, one is let in.</summary>
public sealed class UseCode(VestibuleDb db, MasterKeys master)
{
    /// <summary>The name under which the master key wraps a user's seed.</summary>
    public static KeyName SeedOf(User user) => new("Totp", $"{user.UniqueId}");

    /// <summary>Whether the code is right and was never used. False for a user that has no seed.</summary>
    public async Task<bool> Use(
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
            return false;
        var step = Totp.StepOf(code, master.Unwrap(SeedOf(user), factor.SealedSeed), at);
        if (step is not { } taken)
            return false;
        // The comparison happens inside the statement: between a read and a write twenty others would fit.
        var rows = await db
            .SecondFactors.Where(f => f.UserId == user.Id && f.LastStep < taken)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.LastStep, taken), cancelled);
        return rows == 1;
    }
}
