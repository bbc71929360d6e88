using System.Text;
using Vestibule.Vault;

namespace Vestibule.Journal;

/// <summary>The checkpoints as they lie in a file away from the data: only ever added to, each naming the one before.</summary>
public sealed class CheckpointFile(string path, CheckpointKey key, DurableFs fs)
{
    public string Path => path;

    /// <summary>What a file of checkpoints holds.</summary>
    /// <param name="Fault">The first line that does not hold, and why; null when all do.</param>
    public sealed record Contents(IReadOnlyList<Checkpoint> Checkpoints, string? Fault)
    {
        /// <summary>SHA-256 of the last line; zeros without one.</summary>
        public byte[] Mark => Checkpoints.Count == 0 ? new byte[32] : Checkpoints[^1].Mark;

        /// <summary>The newest end of each chain; of those at one line the one that was signed last, which knows most.</summary>
        public Dictionary<long, ChainEnd> Newest() =>
            Checkpoint
                .Standing(Checkpoints)
                .GroupBy(end => end.Chain)
                .ToDictionary(ends => ends.Key, ends => ends.OrderBy(end => end.Sequence).Last());
    }

    /// <summary>
    /// The right to add to the file, until disposed. Instances, and a command beside them, may share one: each line
    /// names the one before, so who adds has to know the last.
    /// </summary>
    public async Task<IDisposable> Hold(CancellationToken cancelled)
    {
        fs.EnsureDirectory(System.IO.Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        while (true)
        {
            try
            {
                return new FileStream($"{path}.lock", options);
            }
            catch (IOException) when (File.Exists($"{path}.lock"))
            {
                await Task.Delay(50, cancelled);
            }
        }
    }

    /// <summary>
    /// Every signed line; a file that is not there is empty. A line that a power cut left half written was never
    /// acknowledged and is passed over: had it been a whole one, the next would name it.
    /// </summary>
    public Contents Read()
    {
        var read = new List<Checkpoint>();
        var (before, number, fault) = (new byte[32], 0, (string?)null);
        foreach (var line in Lines())
        {
            number++;
            if (Checkpoint.Read(line, key) is { } checkpoint)
            {
                if (!checkpoint.Before.AsSpan().SequenceEqual(before))
                    fault ??= $"line {number} does not follow the line before it";
                read.Add(checkpoint);
                before = checkpoint.Mark;
            }
            else if (line.EndsWith("\"}", StringComparison.Ordinal))
            {
                fault ??= $"line {number} is not signed by this server's key";
            }
        }
        return new(read, fault);
    }

    /// <summary>Durable on return. Only while one holds the file, see <see cref="Hold"/>.</summary>
    public void Append(Checkpoint checkpoint)
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        fs.EnsureDirectory(folder);
        using var file = fs.OpenToAppend(path);
        // A line a power cut left half written stays a line of its own and shows as such.
        var start = EndsInLine() ? "" : "\n";
        file.Write(Encoding.UTF8.GetBytes($"{start}{checkpoint.Line}\n"));
        file.Sync();
        file.Close();
        fs.SyncDirectory(folder);
    }

    // A last line without its end was never acknowledged: nothing is lost by not reading it.
    private string[] Lines() =>
        File.Exists(path)
            ? File.ReadAllText(path).Split('\n')[..^1].Where(line => line.Length > 0).ToArray()
            : [];

    private bool EndsInLine()
    {
        using var file = File.OpenRead(path);
        if (file.Length == 0)
            return true;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
