using System.Security.Cryptography;

namespace Vestibule.Access;

/// <summary>Checks an API key's id and secret. Cheap: a digest of 256 random bits needs nothing slow.</summary>
internal static class CheckApiKey
{
    private const int LongestId = 64;

    /// <summary>The key and its user, if the key is good now and its user may use the API; else null.</summary>
    public static async ValueTask<(ApiKey Key, UserFacts User)?> Check(
        Generation facts,
        string keyId,
        string secret,
        DateTimeOffset at
    )
    {
        if (await Stored(facts, keyId) is not { } key || !IsSecretOf(key, secret))
            return null;
        return await Standing(facts, key, at) is { } user ? (key, user) : null;
    }

    /// <summary>The same without the secret, for a token that was traded for the key.</summary>
    public static async ValueTask<UserFacts?> Standing(
        Generation facts,
        string keyId,
        DateTimeOffset at
    ) => await Stored(facts, keyId) is { } key ? await Standing(facts, key, at) : null;

    private static ValueTask<ApiKey?> Stored(Generation facts, string keyId) =>
        keyId.Length <= LongestId && keyId.StartsWith(KeySecret.IdPrefix, StringComparison.Ordinal)
            ? facts.Key(keyId)
            : ValueTask.FromResult<ApiKey?>(null);

    private static async ValueTask<UserFacts?> Standing(
        Generation facts,
        ApiKey key,
        DateTimeOffset at
    ) =>
        key.RevokedOn is null
        && (key.ExpiresOn is null || at < key.ExpiresOn)
        && await facts.User(key.UserId) is { MayUseApi: true } user
            ? user
            : null;

    private static bool IsSecretOf(ApiKey key, string secret) =>
        CryptographicOperations.FixedTimeEquals(KeySecret.DigestOf(secret), key.SecretSha256);
}
