using System.Buffers;
using System.IO.Hashing;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Vestibule.Vault;

/// <summary>
/// Reads one sealed file to its end, once, and holds it against its row: both lengths, its checksum, and, with its key,
/// the tag of every segment and the hash of the text. What it opens on the way goes nowhere.
/// </summary>
/// <param name="key">The file's; null when nobody can open it any more, then the bytes on the disk are compared alone.</param>
internal sealed class ReadThrough(SafeFileHandle handle, SealedFile row, byte[]? key)
{
    /// <param name="pace">Told of each read, in bytes; may wait.</param>
    /// <exception cref="SealBrokenException">It does not hold.</exception>
    public async Task Run(Func<int, CancellationToken, Task> pace, CancellationToken cancelled)
    {
        if (
            RandomAccess.GetLength(handle) != row.SealedLength
            || row.SealedLength != Segment.Sealed(row.Length)
        )
            throw new SealBrokenException();
        var head = new byte[FileHeader.Size];
        Fill(head, 0);
        var checksum = new XxHash128();
        using var plainHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        checksum.Append(head);
        var header = FileHeader.Read(head, row.Id);
        using var segment = key is null ? null : new Segment(key, header);
        await Segments(segment, checksum, plainHash, pace, cancelled);
        if (
            !checksum.GetCurrentHash().AsSpan().SequenceEqual(row.Checksum)
            || (key is not null && !plainHash.GetHashAndReset().AsSpan().SequenceEqual(row.Sha256))
        )
            throw new SealBrokenException();
    }

    private async Task Segments(
        Segment? segment,
        XxHash128 checksum,
        IncrementalHash plainHash,
        Func<int, CancellationToken, Task> pace,
        CancellationToken cancelled
    )
    {
        var page = ArrayPool<byte>.Shared.Rent(Segment.Size + Segment.Tag);
        var text = ArrayPool<byte>.Shared.Rent(Segment.Size);
        try
        {
            for (long at = FileHeader.Size, left = row.Length; at < row.SealedLength; )
            {
                cancelled.ThrowIfCancellationRequested();
                var size = (int)Math.Min(Segment.Size, left);
                var read = page.AsMemory(0, size + Segment.Tag);
                Fill(read.Span, at);
                checksum.Append(read.Span);
                left -= size;
                segment?.Open(read.Span, last: left == 0, text.AsSpan(0, size));
                if (segment is not null)
                    plainHash.AppendData(text.AsSpan(0, size));
                at += read.Length;
                await pace(read.Length, cancelled);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(page);
            ArrayPool<byte>.Shared.Return(text, clearArray: true);
        }
    }

    private void Fill(Span<byte> bytes, long at)
    {
        for (var read = 0; read < bytes.Length; )
        {
            var more = RandomAccess.Read(handle, bytes[read..], at + read);
            read += more > 0 ? more : throw new SealBrokenException();
        }
    }
}
