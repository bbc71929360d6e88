using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Vestibule.Access;

/// <summary>What came of Basic credentials.</summary>
internal abstract record BasicChecked
{
    private BasicChecked() { }

    public sealed record Good(UserFacts User, bool ByKey) : BasicChecked;

    public sealed record Bad : BasicChecked;

    public sealed record Busy : BasicChecked;
}

/// <summary>
/// Checks HTTP Basic. Clients send it with every request, so a password once found right is remembered for a minute,
/// under a digest keyed with bytes only this process has, and only until anything about users changes.
/// </summary>
internal sealed class CheckBasic(AccessFacts facts, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int LongestHeader = 2048;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(60);

    private readonly byte[] processKey = RandomNumberGenerator.GetBytes(32);

    /// <param name="credentials">Base64 of <c>user:password</c> in UTF-8 (RFC 7617 section 2).</param>
    public async ValueTask<BasicChecked> Check(string credentials)
    {
        if (credentials.Length > LongestHeader || Parse(credentials) is not var (user, password))
            return new BasicChecked.Bad();
        var now = facts.Current;
        if (!user.StartsWith(KeySecret.IdPrefix, StringComparison.Ordinal))
            return await ByPassword(now, credentials, user, password);
        return await CheckApiKey.Check(now, user, password, clock.GetUtcNow()) is { } good
            ? new BasicChecked.Good(good.User, ByKey: true)
            : new BasicChecked.Bad();
    }

    private async ValueTask<BasicChecked> ByPassword(
        Generation now,
        string credentials,
        string email,
        string password
    )
    {
        var digest = Digest256.OfHmac(processKey, credentials);
        var verdict = await now.Passwords.Get(digest, _ => Verify(email, password));
        if (verdict is { UserId: not null } && verdict.Until <= clock.GetUtcNow())
        {
            now.Passwords.Forget(digest);
            verdict = await now.Passwords.Get(digest, _ => Verify(email, password));
        }
        if (verdict is { UserId: { } id } && await now.User(id) is { MayUseApi: true } user)
            return new BasicChecked.Good(user, ByKey: false);
        // Shared with those who asked at the same moment, but not kept: the next attempt is compared again.
        now.Passwords.Forget(digest);
        return verdict is { Busy: true } ? new BasicChecked.Busy() : new BasicChecked.Bad();
    }

    // Many requests may wait for this one comparison: it is not one caller's to cancel.
    private async Task<PasswordVerdict?> Verify(string email, string password)
    {
        await using var scope = scopes.CreateAsyncScope();
        var found = await scope
            .ServiceProvider.GetRequiredService<CheckPassword>()
            .Check(email, password, CancellationToken.None);
        // A second factor has no place in Basic, and neither has the choosing of a new password.
        var user = found
            is PasswordChecked.Right
            {
                User: { TwoFactorEnabled: false, MustResetPassword: false } good
            }
            ? good
            : null;
        return new PasswordVerdict(
            user?.Id,
            found is PasswordChecked.Busy,
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
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
    }
}
