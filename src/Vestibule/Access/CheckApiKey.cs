using System.Security.Cryptography;

namespace Vestibule.Access;

/// <summary>Checks an API key's id and secret. Cheap: a digest of 256 random bits needs nothing slow.</summary>
internal static class CheckApiKey
{
    private const int LongestId = 64;

    /// <summary>The key and its user, if the key is good now and its user may use the API; else null.</summary>
    public static async ValueTask<KeyFacts?> Check(
        Generation facts,
        string keyId,
        string secret,
        DateTimeOffset at
    )
    {
        if (await Stored(facts, keyId) is not { } key || !IsSecretOf(key, secret))
            return null;
        return await Standing(facts, key, at);
    }

    /// <summary>The same without the secret, for a token that was traded for the key.</summary>
    public static async ValueTask<KeyFacts?> Standing(
        Generation facts,
        string keyId,
        DateTimeOffset at
    ) => await Stored(facts, keyId) is { } key ? await Standing(facts, key, at) : null;

    private static ValueTask<ApiKey?> Stored(Generation facts, string keyId) =>
        keyId.Length <= LongestId
        && keyId.StartsWith(KeySecret.IdPrefix, StringComparison.Ordinal)
        && !keyId.Contains('\0')
            ? facts.Key(keyId)
            : ValueTask.FromResult<ApiKey?>(null);

    private static async ValueTask<KeyFacts?> Standing(
        Generation facts,
        ApiKey key,
        DateTimeOffset at
    ) =>
        await IsGood(facts, key, at) && await facts.User(key.UserId) is { MayUseApi: true } user
            ? new KeyFacts(key, facts.Through(key, user))
            : null;

    // A key made with a key ends with it, and so on up.
    private static async ValueTask<bool> IsGood(Generation facts, ApiKey key, DateTimeOffset at)
    {
        ApiKey? next = key;
        while (next is { RevokedOn: null } && (next.ExpiresOn is null || at < next.ExpiresOn))
        {
            if (next.MadeWithId is not { } maker)
                return true;
            next = await facts.Maker(maker);
        }

        return false;
    }

    private static bool IsSecretOf(ApiKey key, string secret) =>
        CryptographicOperations.FixedTimeEquals(KeySecret.DigestOf(secret), key.SecretSha256);
}
