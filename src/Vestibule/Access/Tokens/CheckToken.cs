using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Vestibule.Access.Tokens;

/// <summary>What a good access token says. Never what its bearer may do: that is asked anew each time.</summary>
internal sealed record TokenSays(
    long UserId,
    string? StampMark,
    string? KeyId,
    DateTimeOffset IssuedAt,
    DateTimeOffset Until
);

/// <summary>
/// Checks access tokens in process. A good one is remembered by its digest for up to a minute, because checking an
/// ES256 signature costs a hundred times a look-up.
/// </summary>
internal sealed class CheckToken(TokenKeys keys, TimeProvider clock)
{
    private const int AtMost = 10_000;
    private const int LongestToken = 4096;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(60);

    private readonly JsonWebTokenHandler reader = new() { MapInboundClaims = false };
    private volatile Memory memory = new([], new ConcurrentDictionary<Digest256, TokenSays>());

    public async ValueTask<TokenSays?> Check(string token)
    {
        if (token.Length > LongestToken)
            return null;
        var known = Known();
        var digest = Digest256.OfSha256(token);
        var now = clock.GetUtcNow();
        if (known.TryGetValue(digest, out var says) && now < says.Until)
            return says;
        says = await Read(token, now);
        if (says is not null)
            Remember(known, digest, says);
        return says;
    }

    private static void Remember(
        ConcurrentDictionary<Digest256, TokenSays> known,
        Digest256 digest,
        TokenSays says
    )
    {
        if (known.Count >= AtMost)
            known.Clear();
        known[digest] = says;
    }

    // A key taken away must take along what it had vouched for, so the memory belongs to one set of keys.
    private ConcurrentDictionary<Digest256, TokenSays> Known()
    {
        var now = memory;
        var all = keys.All;
        if (now.Keys == all)
            return now.Known;
        memory = now = new Memory(all, new ConcurrentDictionary<Digest256, TokenSays>());
        return now.Known;
    }

    private async Task<TokenSays?> Read(string token, DateTimeOffset now)
    {
        var result = await reader.ValidateTokenAsync(token, Rules(now));
        if (
            !result.IsValid
            || result.SecurityToken is not JsonWebToken read
            || !PlainToken.Is(read)
            || !long.TryParse(read.Subject, out var userId)
        )
            return null;
        var expires = new DateTimeOffset(read.ValidTo, TimeSpan.Zero);
        return new TokenSays(
            userId,
            Said(read, TokenWords.StampMark),
            Said(read, TokenWords.KeyId),
            new DateTimeOffset(read.IssuedAt, TimeSpan.Zero),
            expires < now + Remembered ? expires : now + Remembered
        );
    }

    private static string? Said(JsonWebToken token, string claim) =>
        token.TryGetClaim(claim, out var found) ? found.Value : null;

    // RFC 8725: the verifier alone says which algorithms, types and keys count; the token's own header decides nothing.
    private TokenValidationParameters Rules(DateTimeOffset now) =>
        new()
        {
            ValidIssuer = TokenWords.Issuer,
            ValidAudience = TokenWords.Audience,
            ValidTypes = ["at+jwt"],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = keys.All.Select(key => key.Signing),
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) =>
                (from is null || from <= now.UtcDateTime) && until > now.UtcDateTime,
        };

    private sealed record Memory(
        System.Collections.Immutable.ImmutableArray<TokenKey> Keys,
        ConcurrentDictionary<Digest256, TokenSays> Known
    );
}
