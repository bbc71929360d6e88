using System.Buffers;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Vestibule.Vault;

/// <summary>Writes one sealed file from the start to its durable end, hashing the text and summing the sealed bytes on the way.</summary>
internal sealed class SealingWriter : IDisposable
{
    private readonly DurableFile file;
    private readonly Segment segment;
    private readonly IncrementalHash plainHash = IncrementalHash.CreateHash(
        HashAlgorithmName.SHA256
    );
    private readonly XxHash128 checksum = new();
    private readonly byte[] page = ArrayPool<byte>.Shared.Rent(Segment.Size + Segment.Tag);

    public SealingWriter(DurableFile file, FileHeader header, byte[] key)
    {
        this.file = file;
        segment = new Segment(key, header);
        Put(header.Bytes);
    }

    public long Length { get; private set; }

    public long SealedLength { get; private set; }

    public void Write(ReadOnlySpan<byte> text, bool last)
    {
        plainHash.AppendData(text);
        Length += text.Length;
        var target = page.AsSpan(0, text.Length + Segment.Tag);
        segment.Seal(text, last, target);
        Put(target);
    }

    /// <summary>Returns once the bytes are on the disk, with the hash of the text and the checksum of the sealed file.</summary>
    public (byte[] Plain, byte[] Checksum) Finish()
    {
        file.Sync();
        file.Close();
        return (plainHash.GetHashAndReset(), checksum.GetCurrentHash());
    }

    public void Dispose()
    {
        file.Dispose();
        segment.Dispose();
        plainHash.Dispose();
        ArrayPool<byte>.Shared.Return(page);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes);
        checksum.Append(bytes);
        SealedLength += bytes.Length;
    }
}
