using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Vault;

namespace Vestibule.Access;

/// <summary>Where an attempt to sign in stands before anything is compared.</summary>
/// <param name="Counted">The two traces a failure of it adds to.</param>
/// <param name="LockedUntil">No password is compared before; null when one may be.</param>
internal sealed record SignInStanding(
    string Name,
    string Pair,
    IReadOnlyList<string> Counted,
    SignInTrace? OfPair,
    bool IsFamiliar,
    DateTimeOffset? LockedUntil
);

/// <summary>
/// Keeps count of wrong passwords and codes, for the name tried and for the address it was tried from, in the database:
/// for every instance. A name from an address where it has signed in before is counted apart, so that a stranger who
/// guesses elsewhere does not lock its owner out.
/// </summary>
internal sealed class KeepTraces(VestibuleDb db, TraceNames names, LockOutRules rules)
{
    private static readonly TimeSpan GoodIsNoted = TimeSpan.FromDays(1);

    public async Task<SignInStanding> Standing(
        string name,
        IPAddress? from,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var address = AddressPrefix.Household(from);
        var (ofName, ofAddress, ofPair) = (
            await names.Of("name", name, cancelled),
            await names.Of("address", address, cancelled),
            await names.Of("pair", $"{address} {name}", cancelled)
        );
        string[] keys = [ofName, ofAddress, ofPair];
        var found = await db
            .SignInTraces.AsNoTracking()
            .Where(trace => keys.Contains(trace.Key))
            .ToDictionaryAsync(trace => trace.Key, cancelled);
        var pair = found.GetValueOrDefault(ofPair);
        var familiar = LockOut.IsFamiliar(pair, at);
        return new SignInStanding(
            ofName,
            ofPair,
            // In one order, or two attempts at once could wait for each other's rows.
            [.. new[] { familiar ? ofPair : ofName, ofAddress }.Order(StringComparer.Ordinal)],
            pair,
            familiar,
            familiar
                ? LockOut.Until(pair, rules.PerName, at)
                : Later(
                    LockOut.Until(found.GetValueOrDefault(ofName), rules.PerName, at),
                    LockOut.Until(found.GetValueOrDefault(ofAddress), rules.PerAddress, at)
                )
        );
    }

    /// <summary>Counts a wrong password or code.</summary>
    /// <returns>How many there were in a row under this name.</returns>
    public async Task<int> Failed(
        SignInStanding attempt,
        string name,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var now = at.ToUnixTimeMilliseconds();
        var forgotten = (at - LockOut.Forgotten).ToUnixTimeMilliseconds();
        var (one, other) = (attempt.Counted[0], attempt.Counted[1]);
        // One commit, whether or not a user has the name: a second one would be told by the time it takes.
        await using var transaction = await db.Database.BeginTransactionAsync(cancelled);
        // One statement: between a read and a write other guesses would fit. Both databases read it alike.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "SignInTraces" ("Key", "Failures", "FailedAt") VALUES ({one}, 1, {now}), ({other}, 1, {now})
            ON CONFLICT ("Key") DO UPDATE SET
                "Failures" = CASE WHEN "SignInTraces"."FailedAt" > {forgotten} THEN "SignInTraces"."Failures" + 1 ELSE 1 END,
                "FailedAt" = excluded."FailedAt"
            """,
            cancelled
        );
        await db
            .Users.Where(user => user.NormalizedUserName == name)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(
                            user => user.AccessFailedCount,
                            user => user.AccessFailedCount + 1
                        )
                        .SetProperty(user => user.LastLoginAttempt, at),
                cancelled
            );
        await transaction.CommitAsync(cancelled);
        var counted = attempt.IsFamiliar ? attempt.Pair : attempt.Name;
        return await db
            .SignInTraces.Where(trace => trace.Key == counted)
            .Select(trace => trace.Failures)
            .SingleAsync(cancelled);
    }

    /// <summary>
    /// Makes the address familiar and forgives the name what was counted against it. A familiar address forgives only
    /// itself: its owner signs in daily, and every time would give a stranger elsewhere five new guesses.
    /// </summary>
    public async Task Succeeded(
        SignInStanding attempt,
        User user,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (user.AccessFailedCount > 0)
            await db
                .Users.Where(one => one.Id == user.Id)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(one => one.AccessFailedCount, 0)
                            .SetProperty(one => one.LastLoginAttempt, at),
                    cancelled
                );
        var now = at.ToUnixTimeMilliseconds();
        if (
            attempt is { IsFamiliar: true, OfPair: { Failures: 0, GoodAt: { } good } }
            && now - good < GoodIsNoted.TotalMilliseconds
        )
            return;
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "SignInTraces" ("Key", "Failures", "GoodAt") VALUES ({attempt.Pair}, 0, {now})
            ON CONFLICT ("Key") DO UPDATE SET "Failures" = 0, "FailedAt" = NULL, "GoodAt" = excluded."GoodAt"
            """,
            cancelled
        );
        if (!attempt.IsFamiliar)
            await db
                .SignInTraces.Where(trace => trace.Key == attempt.Name)
                .ExecuteDeleteAsync(cancelled);
    }

    /// <summary>Removes what counts no more.</summary>
    public static Task<int> Sweep(VestibuleDb db, DateTimeOffset at, CancellationToken cancelled)
    {
        var failed = (at - LockOut.Forgotten).ToUnixTimeMilliseconds();
        var good = (at - LockOut.Familiar).ToUnixTimeMilliseconds();
        return db
            .SignInTraces.Where(trace =>
                (trace.FailedAt == null || trace.FailedAt < failed)
                && (trace.GoodAt == null || trace.GoodAt < good)
            )
            .ExecuteDeleteAsync(cancelled);
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other : one;
}

/// <summary>Digests of names and addresses, under a secret of this network: from the table nobody can read who tried.</summary>
internal sealed class TraceNames(KeyRing keys)
{
    public async ValueTask<string> Of(string kind, string text, CancellationToken cancelled) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(
                await keys.SecretAsync("sign-in-traces", cancelled),
                Encoding.UTF8.GetBytes($"{kind}\n{text}")
            )
        );
}
