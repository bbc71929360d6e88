using System.Security.Cryptography;

namespace Vestibule.Vault;

/// <summary>
/// Changes the master key file, one change at a time: the new text is durable beside it before it takes its name, so
/// that whatever breaks off in between leaves the old file or the new one.
/// </summary>
public sealed class MasterKeyFile
{
    private const int Here = -100; // AT_FDCWD
    private const uint AskOwner = 0x8; // STATX_UID
    private readonly DurableFs fs;
    private readonly string path;

    public MasterKeyFile(string path, DurableFs fs)
    {
        this.fs = fs;
        // What is renamed over a link would take the link's place and leave the key it points at as it was.
        this.path = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
    }

    /// <summary>Where retired keys go: old backups still need them.</summary>
    public string RetiredPath => $"{path}.retired";

    /// <summary>Adds a key that wraps from now on; the others go on opening what they have wrapped.</summary>
    /// <returns>Its version.</returns>
    /// <exception cref="MasterKeyException">Somebody else changes the file, or owns it.</exception>
    public int Rotate()
    {
        using var turn = Turn();
        var keys = Read();
        var version = keys.Keys.Last() + 1;
        keys[version] = RandomNumberGenerator.GetBytes(Wrapping.KeySize);
        Replace(path, keys);
        return version;
    }

    /// <summary>Moves a key to <see cref="RetiredPath"/>; a second time does nothing. The newest stays.</summary>
    /// <param name="stillOpens">Asked with the keys that would be left; false leaves all as it is.</param>
    /// <exception cref="MasterKeyException">As <see cref="Rotate"/>.</exception>
    public async Task<bool> Retire(int version, Func<MasterKeys, Task<bool>> stillOpens)
    {
        using var turn = Turn();
        var keys = Read();
        if (version == keys.Keys.Last() || !keys.Remove(version, out var retired))
            return false;
        var text = System.Text.Encoding.ASCII.GetString(MasterKeyText.Write(keys));
        if (!await stillOpens(MasterKeys.Parse(text)))
            return false;
        var kept = File.Exists(RetiredPath)
            ? MasterKeyText.Read(await File.ReadAllTextAsync(RetiredPath))
            : [];
        kept[version] = retired;
        Replace(RetiredPath, kept);
        Replace(path, keys);
        return true;
    }

    private SortedDictionary<int, byte[]> Read() => MasterKeyText.Read(File.ReadAllText(path));

    private void Replace(string target, SortedDictionary<int, byte[]> keys)
    {
        var part = $"{target}.new";
        // One that a kill left behind was never anybody's key.
        fs.Unlink(part);
        using (var file = fs.Create(part))
        {
            file.Write(MasterKeyText.Write(keys));
            file.Sync();
            file.Close();
        }
        fs.Rename(part, target);
        fs.SyncDirectory(Path.GetDirectoryName(target)!);
    }

    private FileStream Turn()
    {
        if (!File.Exists(path))
            throw new MasterKeyException("The master key file is missing.");
        // The new file would belong to whoever runs this, and the server could not read it.
        if (OwnerOf(path) != LibC.geteuid())
            throw new MasterKeyException(
                "The master key file belongs to another user: run this as the user the server runs as."
            );
        try
        {
            return new FileStream(
                $"{path}.lock",
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException)
        {
            throw new MasterKeyException("The master key file is being changed by somebody else.");
        }
    }

    private static uint OwnerOf(string path)
    {
        Span<byte> status = stackalloc byte[256];
        return LibC.statx(Here, path, 0, AskOwner, status) == 0
            ? BitConverter.ToUInt32(status[20..])
            : throw new MasterKeyException("The owner of the master key file cannot be told.");
    }
}
