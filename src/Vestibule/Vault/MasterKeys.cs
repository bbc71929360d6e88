using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vestibule.Vault;

/// <summary>The master key file cannot be used. The message is for the person who starts the server.</summary>
public sealed class MasterKeyException(string message) : Exception(message);

/// <summary>
/// The top of the key ladder: the only keys that are not in a database. A text file, one line a version:
/// <c>key VERSION CHECK BASE64</c>; the newest wraps, all unwrap.
/// </summary>
public sealed class MasterKeys
{
    private const string FirstLine = "vestibule-master-keys 1";
    private readonly SortedDictionary<int, byte[]> keys;

    private MasterKeys(SortedDictionary<int, byte[]> keys, bool justMade)
    {
        this.keys = keys;
        JustMade = justMade;
        Version = keys.Keys.Last();
    }

    /// <summary>This start made the file: it must be backed up, and kept away from the data.</summary>
    public bool JustMade { get; }

    /// <summary>The version that wraps.</summary>
    public int Version { get; }

    /// <summary>Reads the file, or makes it (mode 0600, durable, first of two starts wins).</summary>
    /// <exception cref="MasterKeyException">Missing though it must exist, open to others, or malformed.</exception>
    public static MasterKeys Open(string path, bool mustExist, DurableFs fs)
    {
        var made = !File.Exists(path) && Make(path, mustExist, fs);
        if (
            (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite))
            != UnixFileMode.None
        )
            throw new MasterKeyException(
                "The master key file is open to others than its owner: set its mode to 0600."
            );
        return new MasterKeys(Read(File.ReadAllText(path)), made);
    }

    /// <summary>The same text from elsewhere than a file, such as the environment.</summary>
    /// <exception cref="MasterKeyException">Malformed.</exception>
    public static MasterKeys Parse(string text) => new(Read(text), justMade: false);

    /// <summary>A new key as the file's text.</summary>
    public static string NewText()
    {
        var key = RandomNumberGenerator.GetBytes(Wrapping.KeySize);
        var text = $"{FirstLine}\nkey 1 {CheckOf(key)} {Convert.ToBase64String(key)}\n";
        CryptographicOperations.ZeroMemory(key);
        return text;
    }

    /// <summary>Wraps a secret of any length under the newest version, for the key of that name only.</summary>
    public byte[] Wrap(KeyName child, ReadOnlySpan<byte> secret) =>
        Wrapping.Wrap(keys[Version], KeyName.Master(Version), child, secret);

    /// <exception cref="SealBrokenException">Changed, wrapped for another name, or by a master key not in the file.</exception>
    public byte[] Unwrap(KeyName child, ReadOnlySpan<byte> wrapped)
    {
        var version = Wrapping.ParentVersion(wrapped);
        return keys.TryGetValue(version, out var key)
            ? Wrapping.Unwrap(key, KeyName.Master(version), child, wrapped)
            : throw new SealBrokenException();
    }

    private static bool Make(string path, bool mustExist, DurableFs fs)
    {
        if (mustExist)
            throw new MasterKeyException(
                "The master key file is missing. Restore it: nothing sealed can be read without it."
            );
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        fs.EnsureDirectory(folder);
        var part = $"{path}.{Guid.NewGuid():N}";
        try
        {
            using (var file = fs.Create(part))
            {
                file.Write(Encoding.ASCII.GetBytes(NewText()));
                file.Sync();
                file.Close();
            }
            // A link, not a rename: it never replaces the key another instance made in the meantime.
            var made = fs.Link(part, path);
            fs.SyncDirectory(folder);
            return made;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static SortedDictionary<int, byte[]> Read(string text)
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

    /// <summary>Tells a mistyped key from the right one, and one file's key from another's, without saying the key.</summary>
    private static string CheckOf(byte[] key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, "vestibule master key"u8)[..8]);

    private static MasterKeyException Malformed() => new("The master key file is malformed.");
}
