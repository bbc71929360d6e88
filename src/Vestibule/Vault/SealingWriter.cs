using System.IO.Hashing;
using System.Security.Cryptography;

namespace Vestibule.Vault;

/// <summary>Writes one sealed file from the start to its durable end, hashing the text and summing the sealed bytes on the way.</summary>
internal sealed class SealingWriter : IDisposable
{
    // Whole blocks at whole places: the system then keeps them in large pieces, which costs it a good part less.
    private const int Block = 128 * 1024;

    // So often is the disk told to begin: oftener costs more than it hides, more seldom leaves it all to the sync.
    private const int BlocksABeginning = 4;

    private readonly DurableFile file;
    private readonly Segment segment;
    private readonly IncrementalHash plainHash = IncrementalHash.CreateHash(
        HashAlgorithmName.SHA256
    );
    private readonly XxHash128 checksum = new();

    // Not of the shared pool: it would hand out a third more, and two hundred may be wanted at once.
    private readonly byte[] sealedBytes = GC.AllocateUninitializedArray<byte>(
        Block + Segment.Size + Segment.Tag
    );
    private int waiting;
    private int blocks;

    public SealingWriter(DurableFile file, FileHeader header, byte[] key)
    {
        this.file = file;
        segment = new Segment(key, header);
        header.Bytes.CopyTo(sealedBytes);
        Took(header.Bytes.Length);
    }

    public long Length { get; private set; }

    public long SealedLength { get; private set; }

    /// <param name="page">Whole segments, unless it is the last page; not to be changed before this returns.</param>
    /// <param name="aside">Hash on another thread meanwhile: it takes as long as all the rest, which waits for nothing of it.</param>
    public async Task WriteAsync(ReadOnlyMemory<byte> page, bool last, bool aside)
    {
        var hashed = Task.CompletedTask;
        if (aside && page.Length > Segment.Size)
            hashed = Task.Run(() => plainHash.AppendData(page.Span));
        else
            plainHash.AppendData(page.Span);
        try
        {
            Write(page.Span, last);
        }
        finally
        {
            await hashed;
        }
    }

    /// <summary>Returns once the bytes are on the disk, with the hash of the text and the checksum of the sealed file.</summary>
    public (byte[] Plain, byte[] Checksum) Finish()
    {
        file.Write(sealedBytes.AsSpan(0, waiting));
        file.Sync();
        file.Close();
        return (plainHash.GetHashAndReset(), checksum.GetCurrentHash());
    }

    public void Dispose()
    {
        file.Dispose();
        segment.Dispose();
        plainHash.Dispose();
    }

    private void Write(ReadOnlySpan<byte> page, bool last)
    {
        Length += page.Length;
        while (page.Length > Segment.Size)
        {
            WriteSegment(page[..Segment.Size], last: false);
            page = page[Segment.Size..];
        }

        WriteSegment(page, last);
    }

    private void WriteSegment(ReadOnlySpan<byte> text, bool last)
    {
        var length = text.Length + Segment.Tag;
        segment.Seal(text, last, sealedBytes.AsSpan(waiting, length));
        Took(length);
        if (waiting >= Block)
            PutBlock();
    }

    private void Took(int length)
    {
        checksum.Append(sealedBytes.AsSpan(waiting, length));
        waiting += length;
        SealedLength += length;
    }

    private void PutBlock()
    {
        file.Write(sealedBytes.AsSpan(0, Block));
        if (++blocks % BlocksABeginning == 0)
            file.Begin();
        waiting -= Block;
        sealedBytes.AsSpan(Block, waiting).CopyTo(sealedBytes);
    }
}
