using System.Security.Cryptography;
using System.Text;

namespace Vestibule.Access;

/// <summary>Codes for whoever has lost the generator: 24 letters and digits in groups of six, 120 random bits.</summary>
public static class RecoveryCodes
{
    public const int Many = 10;
    private const int Length = 24;
    private const int Group = 6;

    /// <summary>New codes as they are shown, once.</summary>
    public static IReadOnlyList<string> Make() =>
        [.. Enumerable.Range(0, Many).Select(_ => Shown(RandomNumberGenerator.GetBytes(15)))];

    /// <summary>What is kept of a code, however it was typed; null when it cannot be one.</summary>
    public static byte[]? DigestOf(string typed)
    {
        var bare = typed
            .Replace("-", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal)
            .ToUpperInvariant();
        return bare.Length == Length ? SHA256.HashData(Encoding.ASCII.GetBytes(bare)) : null;
    }

    private static string Shown(byte[] random) =>
        string.Join('-', Base32.Of(random).Chunk(Group).Select(part => new string(part)));
}

/// <summary>Bytes as letters and digits that are not mixed up (RFC 4648 section 6), without padding.</summary>
public static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="bytes">A multiple of five, so that nothing is left over.</param>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 8 / 5);
        var (buffer, bits) = (0, 0);
        foreach (var next in bytes)
        {
            (buffer, bits) = ((buffer << 8) | next, bits + 8);
            for (; bits >= 5; bits -= 5)
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            buffer &= (1 << bits) - 1;
        }

        return text.ToString();
    }
}
