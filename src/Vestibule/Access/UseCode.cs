using Microsoft.EntityFrameworkCore;
using Vestibule.Database;

namespace Vestibule.Access;

/// <summary>Uses up a time-based code: of twenty requests with one code, one is let in.</summary>
public sealed class UseCode(VestibuleDb db, KeyWrap wrap)
{
    /// <summary>What a seed is bound to when it is closed.</summary>
    public static string BoundTo(User user) => $"totp:{user.UniqueId}";

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
        var step = Totp.StepOf(code, wrap.Open(factor.SealedSeed, BoundTo(user)), at);
        if (step is not { } taken)
            return false;
        // The comparison happens inside the statement: between a read and a write twenty others would fit.
        var rows = await db
            .SecondFactors.Where(f => f.UserId == user.Id && f.LastStep < taken)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.LastStep, taken), cancelled);
        return rows == 1;
    }
}
