using System.Security.Cryptography;

namespace Vestibule.Vault;

/// <summary>
/// The first 165 bytes of a sealed file. Nothing in it says who the person is; with the keys it is enough to open the
/// file when its row is lost. Its hash is part of what every segment authenticates, so no bit of it can change.
/// </summary>
/// <param name="Bytes">Magic (4) ‖ algorithm (1) ‖ file (16) ‖ coworker (16) ‖ binding (56) ‖ wrapped key (64) ‖ nonce prefix (7) ‖ segment size, log 2 (1).</param>
internal readonly record struct FileHeader(byte[] Bytes)
{
    public const int Size = 4 + 1 + 16 + 16 + Binding.Size + WrappedSize + Prefix + 1;
    public const int Prefix = 7;
    private const int WrappedSize = Wrapping.Overhead + Wrapping.KeySize;
    private const int PrefixAt = 4 + 1 + 16 + 16 + Binding.Size + WrappedSize;
    private const byte Aes256Gcm = 1;

    public ReadOnlySpan<byte> NoncePrefix => Bytes.AsSpan(PrefixAt, Prefix);

    public static FileHeader New(
        Guid file,
        Guid coworker,
        Binding binding,
        ReadOnlySpan<byte> wrapped
    )
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes);
        bytes[4] = Aes256Gcm;
        file.TryWriteBytes(bytes.AsSpan(5), bigEndian: true, out _);
        coworker.TryWriteBytes(bytes.AsSpan(21), bigEndian: true, out _);
        binding.Write(bytes.AsSpan(37));
        wrapped.CopyTo(bytes.AsSpan(37 + Binding.Size));
        RandomNumberGenerator.Fill(bytes.AsSpan(PrefixAt, Prefix));
        bytes[PrefixAt + Prefix] = Segment.SizeBits;
        return new FileHeader(bytes);
    }

    /// <exception cref="SealBrokenException">Not a header of this format, or another file's.</exception>
    public static FileHeader Read(byte[] bytes, Guid file)
    {
        if (
            bytes.Length != Size
            || !bytes.AsSpan().StartsWith(Magic)
            || bytes[4] != Aes256Gcm
            || new Guid(bytes.AsSpan(5, 16), bigEndian: true) != file
        )
            throw new SealBrokenException();
        return new FileHeader(bytes);
    }

    /// <summary>What each segment authenticates besides itself: the header's hash and the file's GUID.</summary>
    public byte[] Bound() => [.. SHA256.HashData(Bytes), .. Bytes.AsSpan(5, 16)];

    private static ReadOnlySpan<byte> Magic => "VSF1"u8;
}
