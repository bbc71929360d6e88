using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vestibule.Vault;

/// <summary>The master key file cannot be used. The message is for the person who starts the server.</summary>
public sealed class MasterKeyException(string message) : Exception(message);

/// <summary>
/// What stands in a master key file: a first line, then one line a version, <c>key VERSION CHECK BASE64</c>. CHECK is 16
/// hexadecimal digits that tell one key from another without saying it.
/// </summary>
internal static class MasterKeyText
{
    private const string FirstLine = "vestibule-master-keys 1";

    /// <exception cref="MasterKeyException">Malformed.</exception>
    public static SortedDictionary<int, byte[]> Read(string text)
    {
        var lines = text.Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        if (lines.Length < 2 || lines[0] != FirstLine)
            throw Malformed();
        var read = new SortedDictionary<int, byte[]>();
        foreach (var line in lines[1..])
        {
            if (
                line.Split(' ') is not ["key", var number, var check, var base64]
                || !int.TryParse(number, NumberStyles.None, null, out var version)
                || version < 1
                || Key(base64) is not { } key
                || CheckOf(key) != check
                || !read.TryAdd(version, key)
            )
                throw Malformed();
        }
        return read;
    }

    public static byte[] Write(IReadOnlyDictionary<int, byte[]> keys)
    {
        var text = new StringBuilder(FirstLine).Append('\n');
        foreach (var (version, key) in keys)
            text.Append(
                CultureInfo.InvariantCulture,
                $"key {version} {CheckOf(key)} {Convert.ToBase64String(key)}\n"
            );
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>Tells a mistyped key from the right one, and one file's key from another's, without saying the key.</summary>
    public static string CheckOf(byte[] key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, "vestibule master key"u8)[..8]);

    /// <summary>The last digit carries two bits nobody reads, so the spelling itself is compared.</summary>
    private static byte[]? Key(string base64)
    {
        var key = new byte[Wrapping.KeySize];
        return
            Convert.TryFromBase64String(base64, key, out var length)
            && length == key.Length
            && Convert.ToBase64String(key) == base64
            ? key
            : null;
    }

    private static MasterKeyException Malformed() => new("The master key file is malformed.");
}
