using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Vestibule.Access;

/// <summary>Both halves of a key to be: the public id, and the secret that is shown once and then forgotten.</summary>
/// <param name="Id">96 random bits after <see cref="IdPrefix"/>, in hexadecimal.</param>
/// <param name="Secret">256 random bits after <see cref="SecretPrefix"/>, as base64url.</param>
public sealed record KeySecret(string Id, string Secret)
{
    /// <summary>Public halves start so; a Basic user name that does is no e-mail.</summary>
    public const string IdPrefix = "vk_";

    /// <summary>Lets scanners for leaked secrets know ours.</summary>
    public const string SecretPrefix = "vks_";

    /// <summary>All that is kept. Nothing slow: nobody guesses 256 random bits.</summary>
    public byte[] Sha256 => DigestOf(Secret);

    public static KeySecret Make() =>
        new(
            IdPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)),
            SecretPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))
        );

    public static byte[] DigestOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    // Records print themselves; this one must not print the secret.
    public override string ToString() => Id;
}
