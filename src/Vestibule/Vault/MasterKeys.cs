using System.Security.Cryptography;
using System.Text;

namespace Vestibule.Vault;

/// <summary>
/// The top of the key ladder: the only keys that are not in a database. The newest wraps, all unwrap. A file that was
/// changed meanwhile is read again before a key is used, so a running server follows a rotation; one that is gone or
/// malformed leaves it with what it has.
/// </summary>
public sealed class MasterKeys
{
    private readonly string? path;
    private volatile Held held;

    private MasterKeys(string? path, Held held, bool justMade) =>
        (this.path, this.held, JustMade) = (path, held, justMade);

    /// <summary>This start made the file: it must be backed up, and kept away from the data.</summary>
    public bool JustMade { get; }

    /// <summary>The version that wraps.</summary>
    public int Version => Now().Version;

    /// <summary>Each version with the 16 digits that tell its key from others without saying it.</summary>
    public IReadOnlyDictionary<int, string> Checks =>
        Now().Keys.ToDictionary(key => key.Key, key => MasterKeyText.CheckOf(key.Value));

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
        var stamp = StampOf(path);
        return new(path, new(MasterKeyText.Read(File.ReadAllText(path)), stamp), made);
    }

    /// <summary>The same text from elsewhere than a file, such as the environment.</summary>
    /// <exception cref="MasterKeyException">Malformed.</exception>
    public static MasterKeys Parse(string text) =>
        new(null, new(MasterKeyText.Read(text), default), justMade: false);

    /// <summary>A new key as the file's text.</summary>
    public static string NewText()
    {
        var key = RandomNumberGenerator.GetBytes(Wrapping.KeySize);
        var text = MasterKeyText.Write(new Dictionary<int, byte[]> { [1] = key });
        CryptographicOperations.ZeroMemory(key);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>Wraps a secret of any length under the newest version, for the key of that name only.</summary>
    public byte[] Wrap(KeyName child, ReadOnlySpan<byte> secret)
    {
        var now = Now();
        return Wrapping.Wrap(now.Keys[now.Version], KeyName.Master(now.Version), child, secret);
    }

    /// <exception cref="SealBrokenException">Changed, wrapped for another name, or by a master key not in the file.</exception>
    public byte[] Unwrap(KeyName child, ReadOnlySpan<byte> wrapped)
    {
        var version = Wrapping.ParentVersion(wrapped);
        return Now().Keys.TryGetValue(version, out var key)
            ? Wrapping.Unwrap(key, KeyName.Master(version), child, wrapped)
            : throw new SealBrokenException();
    }

    private Held Now()
    {
        if (path is null || StampOf(path) is var stamp && (stamp == held.Stamp || stamp == default))
            return held;
        try
        {
            held = new(MasterKeyText.Read(File.ReadAllText(path)), stamp);
        }
        // It may lie on a medium that was taken out after the start, or be half edited by hand.
        catch (Exception unread)
            when (unread is IOException or UnauthorizedAccessException or MasterKeyException) { }
        return held;
    }

    private static (DateTime, long) StampOf(string path) =>
        new FileInfo(path) is { Exists: true } file
            ? (file.LastWriteTimeUtc, file.Length)
            : default;

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

    private sealed record Held(SortedDictionary<int, byte[]> Keys, (DateTime, long) Stamp)
    {
        public int Version { get; } = Keys.Keys.Last();
    }
}
