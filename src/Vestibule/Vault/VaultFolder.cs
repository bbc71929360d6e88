using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Vestibule.Vault;

/// <summary>The two folders of sealed files: <c>tmp/ID.part</c> while written, <c>files/ab/ID</c> afterwards.</summary>
internal sealed class VaultFolder(string root, DurableFs fs)
{
    private const string PartEnding = ".part";
    private readonly string tmp = Path.Combine(root, "tmp");
    private readonly string files = Path.Combine(root, "files");

    public DurableFile CreatePart(Guid id)
    {
        fs.EnsureDirectory(tmp);
        return fs.Create(PartOf(id));
    }

    /// <summary>Gives a synced part its final name; returns once the name is durable.</summary>
    public void Publish(Guid id)
    {
        var path = PathOf(id);
        var parent = Path.GetDirectoryName(path)!;
        fs.EnsureDirectory(parent);
        fs.Rename(PartOf(id), path);
        fs.SyncDirectory(parent);
    }

    /// <summary>The first segment is authenticated before the stream is handed out.</summary>
    public SealedStream Open(SealedFile row, byte[] key)
    {
        var handle = OpenToRead(row.Id) ?? throw new SealBrokenException();
        SealedStream? stream = null;
        try
        {
            if (
                RandomAccess.GetLength(handle) != row.SealedLength
                || row.SealedLength != Segment.Sealed(row.Length)
            )
                throw new SealBrokenException();
            var head = new byte[FileHeader.Size];
            if (RandomAccess.Read(handle, head, 0) != head.Length)
                throw new SealBrokenException();
            stream = new SealedStream(
                handle,
                new Segment(key, FileHeader.Read(head, row.Id)),
                row.Length
            );
            stream.Next();
            return stream;
        }
        catch
        {
            stream?.Dispose();
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The file under its final name; null when there is none.</summary>
    public SafeFileHandle? OpenToRead(Guid id)
    {
        try
        {
            return File.OpenHandle(PathOf(id), share: FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public bool Has(Guid id) => File.Exists(PathOf(id)) || File.Exists(PartOf(id));

    /// <summary>Removes a file under either name, its header overwritten first. False when there was none.</summary>
    public bool Erase(Guid id)
    {
        var whole = Erase(PathOf(id));
        return Erase(PartOf(id)) || whole;
    }

    public IEnumerable<Guid> Parts() =>
        Names(tmp)
            .Where(n => n.EndsWith(PartEnding, StringComparison.Ordinal))
            .SelectMany(n => Id(n[..^PartEnding.Length]));

    public IEnumerable<Guid> Files() => Names(files).SelectMany(Id);

    /// <summary>How many files lie here that no GUID leads to: of other names, or in other folders.</summary>
    public int Others() => Paths(tmp).Concat(Paths(files)).Count(path => !IsOurs(path));

    internal string PathOf(Guid id)
    {
        // The last digits: the first ones are a clock, and would put a day's files into one folder. One level: with two,
        // nearly every file would need a folder made for it, and that one flushed too.
        var name = Name(id);
        return Path.Combine(files, name[^2..], name);
    }

    internal string PartOf(Guid id) => Path.Combine(tmp, Name(id) + PartEnding);

    private bool Erase(string path)
    {
        using (var file = fs.OpenExisting(path))
        {
            if (file is null)
                return false;
            file.Write(new byte[FileHeader.Size]);
            file.Sync();
            file.Close();
        }
        var removed = fs.Unlink(path);
        fs.SyncDirectory(Path.GetDirectoryName(path)!);
        return removed;
    }

    private bool IsOurs(string path)
    {
        var name = Path.GetFileName(path);
        var bare = name.EndsWith(PartEnding, StringComparison.Ordinal)
            ? name[..^PartEnding.Length]
            : name;
        return Id(bare).Any(id => path == PathOf(id) || path == PartOf(id));
    }

    private static IEnumerable<string> Names(string folder) =>
        Paths(folder).Select(path => Path.GetFileName(path));

    private static IEnumerable<string> Paths(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            : [];

    private static IEnumerable<Guid> Id(string name) =>
        Guid.TryParseExact(name, "N", out var id) ? [id] : [];

    private static string Name(Guid id) => id.ToString("N", CultureInfo.InvariantCulture);
}
