using System.Buffers;
using System.Security.Cryptography;

namespace Vestibule.Vault;

/// <summary>Writes one sealed file from the start to its durable end, hashing both sides on the way.</summary>
internal sealed class SealingWriter : IDisposable
{
    private readonly DurableFile file;
    private readonly Segment segment;
    private readonly IncrementalHash plainHash = IncrementalHash.CreateHash(
        HashAlgorithmName.SHA256
    );
    private readonly IncrementalHash sealedHash = IncrementalHash.CreateHash(
        HashAlgorithmName.SHA256
    );
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

    /// <summary>Returns once the bytes are on the disk, with the hashes of the text and of the sealed file.</summary>
    public (byte[] Plain, byte[] Sealed) Finish()
    {
        file.Sync();
        file.Close();
        return (plainHash.GetHashAndReset(), sealedHash.GetHashAndReset());
    }

    public void Dispose()
    {
        file.Dispose();
        segment.Dispose();
        plainHash.Dispose();
        sealedHash.Dispose();
        ArrayPool<byte>.Shared.Return(page);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes);
        sealedHash.AppendData(bytes);
        SealedLength += bytes.Length;
    }
}
