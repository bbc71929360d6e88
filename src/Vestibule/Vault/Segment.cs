using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vestibule.Vault;

/// <summary>
/// Seals and opens a file's segments of 64 KiB in order. Nonce = prefix (7) ‖ counter (4) ‖ 1 on the last segment, else 0:
/// a file that was cut, extended or put in another order does not open.
/// </summary>
internal sealed class Segment(byte[] key, FileHeader header) : IDisposable
{
    public const int SizeBits = 16;
    public const int Size = 1 << SizeBits;
    public const int Tag = 16;
    private readonly AesGcm aes = new(key, Tag);
    private readonly byte[] bound = header.Bound();
    private readonly byte[] prefix = header.NoncePrefix.ToArray();
    private uint counter;

    /// <summary>Bytes on the disk of a file of so many bytes; every file has at least one segment.</summary>
    public static long Sealed(long length) =>
        FileHeader.Size + length + (Math.Max(1, (length + Size - 1) / Size) * Tag);

    /// <param name="target">As long as the text and a tag.</param>
    public void Seal(ReadOnlySpan<byte> text, bool last, Span<byte> target) =>
        aes.Encrypt(Nonce(last), text, target[..^Tag], target[^Tag..], bound);

    /// <exception cref="SealBrokenException">Not the segment that comes next.</exception>
    public void Open(ReadOnlySpan<byte> sealedText, bool last, Span<byte> text)
    {
        try
        {
            aes.Decrypt(Nonce(last), sealedText[..^Tag], sealedText[^Tag..], text, bound);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException();
        }
    }

    public void Dispose() => aes.Dispose();

    private byte[] Nonce(bool last)
    {
        var nonce = new byte[FileHeader.Prefix + 4 + 1];
        prefix.CopyTo(nonce, 0);
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(FileHeader.Prefix), checked(counter++));
        nonce[^1] = last ? (byte)1 : (byte)0;
        return nonce;
    }
}
