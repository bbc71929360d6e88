using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Vestibule.Access;

/// <summary>What came of Basic credentials.</summary>
internal abstract record BasicChecked
{
    private BasicChecked() { }

    public sealed record ByKey(KeyFacts Key) : BasicChecked;

    public sealed record ByPassword(UserFacts User) : BasicChecked;

    public sealed record Bad : BasicChecked;

    /// <summary>Nothing was compared.</summary>
    /// <param name="RetryAfter">Seconds.</param>
    public sealed record Later(int RetryAfter) : BasicChecked;
}

/// <summary>
/// Checks HTTP Basic. Clients send it with every request, so a password once found right is remembered for a minute,
/// under a digest keyed with bytes only this process has, and only until anything about users changes.
/// </summary>
internal sealed class CheckBasic(AccessFacts facts, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int LongestHeader = 2048;
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(60);

    private readonly byte[] processKey = RandomNumberGenerator.GetBytes(32);

    /// <param name="credentials">Base64 of <c>user:password</c> in UTF-8 (RFC 7617 section 2).</param>
    public async ValueTask<BasicChecked> Check(string credentials, IPAddress? from)
    {
        if (credentials.Length > LongestHeader || Parse(credentials) is not var (user, password))
            return new BasicChecked.Bad();
        var now = facts.Current;
        if (!user.StartsWith(KeySecret.IdPrefix, StringComparison.Ordinal))
            return await Password(now, credentials, new(user, password, null, from));
        return await CheckApiKey.Check(now, user, password, clock.GetUtcNow()) is { } good
            ? new BasicChecked.ByKey(good)
            : new BasicChecked.Bad();
    }

    private async ValueTask<BasicChecked> Password(
        Generation now,
        string credentials,
        Credentials given
    )
    {
        var digest = Digest256.OfHmac(processKey, credentials);
        // Shared by those who ask at the same moment.
        var verdict =
            Known(now, digest)
            ?? (await now.Comparisons.Get(digest, _ => Compare(now, digest, given)))!;
        if (verdict.UserId is { } id && await now.User(id) is { MayUseApi: true } user)
            return new BasicChecked.ByPassword(user);
        return verdict.RetryAfter is { } seconds
            ? new BasicChecked.Later(seconds)
            : new BasicChecked.Bad();
    }

    private PasswordVerdict? Known(Generation now, Digest256 digest) =>
        now.Passwords.TryGetValue(digest, out var verdict) && verdict.Until > clock.GetUtcNow()
            ? verdict
            : null;

    private async Task<PasswordVerdict?> Compare(
        Generation now,
        Digest256 digest,
        Credentials given
    )
    {
        // Between a request's look and its turn an earlier comparison may have come to its end.
        var verdict = Known(now, digest) ?? await Verify(given);
        // Kept only when the password is right: strangers must not push out of memory what was found for others.
        if (verdict.IsKept)
            Keep(now, digest, verdict);
        now.Comparisons.Forget(digest);
        return verdict;
    }

    private static void Keep(Generation now, Digest256 digest, PasswordVerdict verdict)
    {
        if (now.Passwords.Count >= MostRemembered)
            now.Passwords.Clear();
        now.Passwords[digest] = verdict;
    }

    // Many requests may wait for this one comparison: it is not one caller's to cancel.
    private async Task<PasswordVerdict> Verify(Credentials given)
    {
        var at = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var found = await scope
            .ServiceProvider.GetRequiredService<CheckSignIn>()
            .Check(given, at, CancellationToken.None);
        // A second factor has no place in Basic, and neither has the choosing of a new password: refused, and remembered
        // too, for such a program asks all day and would be compared each time.
        return new PasswordVerdict(
            (found as SignInOutcome.In)?.User.Id,
            IsKept: found
                is SignInOutcome.In
                    or SignInOutcome.MustReset
                    or SignInOutcome.CodeWanted,
            found.RetryAfter(at),
            clock.GetUtcNow() + Remembered
        );
    }

    private static (string User, string Password)? Parse(string credentials)
    {
        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, bytes, out var length))
            return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':');
        // RFC 7617 section 2: neither half holds control characters, and no database takes this one.
        return colon < 0 || text.Contains('\0') ? null : (text[..colon], text[(colon + 1)..]);
    }
}
