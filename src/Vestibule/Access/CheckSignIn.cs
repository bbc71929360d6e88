using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Vestibule.Database;

namespace Vestibule.Access;

/// <summary>What somebody shows to sign in.</summary>
/// <param name="Code">Of the second factor, or a recovery code; null or empty is none.</param>
public sealed record Credentials(string Email, string Password, string? Code, IPAddress? From)
{
    /// <summary>Nobody is let in by them: somebody is asked again before something is changed.</summary>
    public bool OnlyConfirm { get; init; }

    // Records print themselves; this one must not print the password.
    public override string ToString() => nameof(Credentials);
}

/// <summary>What came of it.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome() { }

    /// <summary>Everything is right and the user may use the API.</summary>
    public sealed record In(User User) : SignInOutcome;

    /// <summary>Everything is right, but the user has to choose a new password before anything else.</summary>
    public sealed record MustReset(User User) : SignInOutcome;

    /// <summary>The password is right, and the code is missing, wrong or used.</summary>
    /// <param name="IsGuess">A wrong one: it counts as a wrong password does.</param>
    public sealed record CodeWanted(bool IsGuess) : SignInOutcome;

    /// <summary>No such user, wrong password, switched off, or not let at the API: one answer for all.</summary>
    public sealed record Wrong : SignInOutcome;

    /// <summary>Too many wrong answers lately; nothing was compared. Said of names that nobody has, too.</summary>
    public sealed record Locked(DateTimeOffset Until) : SignInOutcome;

    /// <summary>Too many are waiting for the slow hash; nothing was compared.</summary>
    public sealed record Busy : SignInOutcome;

    /// <summary>Whole seconds after which it is worth trying again, when nothing was compared; else null.</summary>
    public int? RetryAfter(DateTimeOffset at) =>
        this switch
        {
            Locked(var until) => Math.Max(1, (int)Math.Ceiling((until - at).TotalSeconds)),
            Busy => 1,
            _ => null,
        };
}

/// <summary>Checks an e-mail, a password and, where there is one, the second factor, and counts what was wrong.</summary>
internal sealed class CheckSignIn(
    VestibuleDb db,
    SlowHash slow,
    UseCode codes,
    KeepTraces traces,
    TellLockOut tell,
    ILookupNormalizer names,
    ILogger<CheckSignIn> log
)
{
    private const int LongestEmail = 256;

    public async Task<SignInOutcome> Check(
        Credentials given,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (
            given.Email.Length > LongestEmail
            || given.Password.Length > PasswordRules.Longest
            // No database takes it.
            || given.Email.Contains('\0')
            || names.NormalizeName(given.Email.Trim()) is not { } name
        )
            return new SignInOutcome.Wrong();
        // Before the turn, so that those who are locked out take no place in the queue; and inside it, so that of a
        // thousand guesses at once two get as far as being compared.
        var standing = await traces.Standing(name, given.From, at, cancelled);
        if (standing.LockedUntil is { } until)
            return new SignInOutcome.Locked(until);
        using var turn = await slow.Begin(standing.IsFamiliar, cancelled);
        if (turn is null)
            return new SignInOutcome.Busy();
        standing = await traces.Standing(name, given.From, at, cancelled);
        return standing.LockedUntil is { } meanwhile
            ? new SignInOutcome.Locked(meanwhile)
            : await Compare(turn, standing, name, given, at);
    }

    // From here on nobody can cancel: who hangs up after a wrong guess has made it.
    private async Task<SignInOutcome> Compare(
        SlowHash.Turn turn,
        SignInStanding standing,
        string name,
        Credentials given,
        DateTimeOffset at
    )
    {
        var user = await db
            .Users.AsNoTracking()
            .SingleOrDefaultAsync(u => u.NormalizedUserName == name, CancellationToken.None);
        var outcome =
            turn.IsRight(user, given.Password) && user is { Active: true, APIAccess: true }
                ? await Second(user, given.Code, at)
                : new SignInOutcome.Wrong();
        if (outcome is SignInOutcome.Wrong or SignInOutcome.CodeWanted { IsGuess: true })
            await tell.After(
                await traces.Failed(standing, name, at, CancellationToken.None),
                user,
                given.From,
                at
            );
        else if (outcome is SignInOutcome.In or SignInOutcome.MustReset)
        {
            await traces.Succeeded(standing, user!, at, CancellationToken.None);
            if (turn.Stronger(user!, given.Password) is { } hash)
                await Keep(hash, user!);
        }
        Log(outcome, user, given);
        return outcome;
    }

    // The password stays what it was, so neither version nor tokens change; one that was replaced meanwhile stays.
    private Task Keep(string hash, User user) =>
        db
            .Users.Where(u => u.Id == user.Id && u.PasswordHash == user.PasswordHash)
            .ExecuteUpdateAsync(
                set => set.SetProperty(u => u.PasswordHash, hash),
                CancellationToken.None
            );

    // Only what was compared: somebody who is locked out cannot fill the log.
    private void Log(SignInOutcome outcome, User? user, Credentials given)
    {
        var from = AddressPrefix.Of(given.From);
        if (outcome is SignInOutcome.In && !given.OnlyConfirm)
            log.SignedIn(user!.Id, Factors(user), from);
        else if (outcome is SignInOutcome.In or SignInOutcome.MustReset)
            log.Confirmed(user!.Id, Factors(user), from);
        else
            log.SignInRefused(
                user?.Id,
                outcome is SignInOutcome.CodeWanted ? "code" : "password",
                from
            );
    }

    private static string Factors(User user) =>
        user.TwoFactorEnabled ? "password and code" : "password";

    private async Task<SignInOutcome> Second(User user, string? code, DateTimeOffset at)
    {
        if (user.TwoFactorEnabled)
        {
            var used = string.IsNullOrEmpty(code)
                ? CodeUsed.Again
                : await codes.Use(user, code, at, CancellationToken.None);
            if (used is not CodeUsed.Good)
                return new SignInOutcome.CodeWanted(IsGuess: used is CodeUsed.Wrong);
        }

        return user.MustResetPassword
            ? new SignInOutcome.MustReset(user)
            : new SignInOutcome.In(user);
    }
}
