using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Journal;
using Vestibule.Vault;

namespace Vestibule.Access;

/// <summary>
/// Gives a user a generator of codes, switches it on once a code has shown that it works, and takes it away. Told in the
/// network's chain, without seed or codes.
/// </summary>
public sealed class SaveSecondFactor(
    AccessTurn access,
    WriteUser write,
    Writer writer,
    MasterKeys master
)
{
    /// <summary>160 bits, as RFC 4226 section 4 recommends.</summary>
    private const int SeedBytes = 20;

    private const string Member = "Code";

    /// <summary>Keeps a new seed, which nothing asks for until it is confirmed; one begun before is forgotten.</summary>
    public Task<Saved<User>> Begin(
        Caller caller,
        byte[] seed,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        access.Take<User>(
            async (db, raise) =>
            {
                if (await Find(db, caller.Grants.UserId, cancelled) is not { } user)
                    return new Saved<User>.NotWritten(new Written.Missing(nameof(User.Id)));
                if (user.TwoFactorEnabled)
                    return Saved<User>.No(nameof(User.TwoFactorEnabled), "is on already");
                var factor = new SecondFactor
                {
                    UserId = user.Id,
                    SealedSeed = master.Wrap(UseCode.SeedOf(user), seed),
                };
                return Saved<User>.From(
                    await writer.Write(
                        new Deed(
                            0,
                            [
                                .. caller.Once(user.UniqueId, at),
                                raise,
                                NoFactor(user),
                                new Step.Insert(factor),
                            ],
                            []
                        ),
                        cancelled
                    ),
                    user
                );
            },
            cancelled
        );

    public static byte[] NewSeed() => RandomNumberGenerator.GetBytes(SeedBytes);

    /// <summary>
    /// Switches it on. What was signed in with the password alone ends: the new security stamp is none of its tokens'.
    /// </summary>
    /// <param name="recovery">The recovery codes to keep digests of.</param>
    public Task<Saved<User>> Confirm(
        Caller caller,
        string code,
        IReadOnlyList<string> recovery,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        access.Take<User>(
            async (db, raise) =>
            {
                var userId = caller.Grants.UserId;
                var factor = await db
                    .SecondFactors.AsNoTracking()
                    .SingleOrDefaultAsync(f => f.UserId == userId, cancelled);
                if (
                    factor is null
                    || await Find(db, userId, cancelled) is not { TwoFactorEnabled: false } before
                )
                    return Saved<User>.No(Member, "confirms nothing: no second factor was begun");
                if (
                    Totp.StepOf(code, master.Unwrap(UseCode.SeedOf(before), factor.SealedSeed), at)
                    is not { } step
                )
                    return Saved<User>.No(Member, "is not the code of this moment");
                factor.LastStep = step;
                return await Switch(
                    db,
                    before,
                    on: true,
                    [raise, new Step.Update(factor), .. SaveRecoveryCodes.New(before, recovery)],
                    caller,
                    at,
                    cancelled
                );
            },
            cancelled
        );

    /// <summary>Takes the generator and the recovery codes away.</summary>
    public Task<Saved<User>> TakeAway(
        long userId,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        access.Take<User>(
            async (db, raise) =>
                await Find(db, userId, cancelled) switch
                {
                    null => new Saved<User>.NotWritten(new Written.Missing(nameof(User.Id))),
                    { TwoFactorEnabled: false } user => new Saved<User>.Done(user),
                    var user => await Switch(
                        db,
                        user,
                        on: false,
                        [raise, NoFactor(user), SaveRecoveryCodes.None(user)],
                        caller,
                        at,
                        cancelled
                    ),
                },
            cancelled
        );

    private async Task<Saved<User>> Switch(
        VestibuleDb db,
        User before,
        bool on,
        IReadOnlyList<Step> steps,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var after = (await Find(db, before.Id, cancelled))!;
        after.TwoFactorEnabled = on;
        if (on)
            after.SecurityStamp = Guid.NewGuid().ToString("N");
        return await write.Run(
            before,
            after,
            caller,
            at,
            [.. caller.Once(after.UniqueId, at), .. steps, new Step.Update(after)],
            cancelled
        );
    }

    private static Step.DeleteWhere NoFactor(User user) =>
        new(typeof(SecondFactor), nameof(SecondFactor.UserId), user.Id);

    private static Task<User?> Find(VestibuleDb db, long id, CancellationToken cancelled) =>
        db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancelled);
}
