using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vestibule.Vault;

/// <summary>
/// Lets a sealed number be found by exact match: HMAC-SHA256 over the number as people mean it, under a secret of the
/// network. Without that secret the 32 bytes say only that two numbers are alike.
/// </summary>
public static class NumberIndex
{
    /// <summary>The name to ask <see cref="KeyRing.SecretAsync"/> for.</summary>
    public const string Secret = "number-index";

    /// <param name="secret">The 32 bytes of <see cref="Secret"/>.</param>
    /// <returns>32 bytes; null when nothing is left of the number.</returns>
    public static byte[]? Of(ReadOnlySpan<byte> secret, string number)
    {
        var plain = Normal(number);
        return plain.Length == 0
            ? null
            : HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(plain));
    }

    /// <summary>Upper case, without white space and dashes of any kind.</summary>
    internal static string Normal(string number) =>
        string.Concat(number.Where(c => !char.IsWhiteSpace(c) && !IsDash(c))).ToUpperInvariant();

    private static bool IsDash(char c) =>
        c is '\u2212' || char.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation;
}
