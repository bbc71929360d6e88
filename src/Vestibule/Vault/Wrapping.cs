using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Vestibule.Vault;

/// <summary>
/// One step of the key ladder: AES-256-GCM. Wrapped = parent version (4, big endian) ‖ nonce (12) ‖ ciphertext ‖ tag (16).
/// The nonce is random, which bounds one parent key to 2^32 wraps (NIST SP 800-38D, 8.3).
/// </summary>
internal static class Wrapping
{
    public const int KeySize = 32;
    public const int Overhead = 4 + Nonce + Tag;
    private const int Nonce = 12;
    private const int Tag = 16;

    public static byte[] Wrap(
        ReadOnlySpan<byte> key,
        KeyName parent,
        KeyName child,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> context = default
    )
    {
        var wrapped = new byte[Overhead + secret.Length];
        BinaryPrimitives.WriteInt32BigEndian(wrapped, parent.Version);
        var nonce = wrapped.AsSpan(4, Nonce);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, Tag);
        var text = wrapped.AsSpan(4 + Nonce, secret.Length);
        aes.Encrypt(nonce, secret, text, wrapped.AsSpan(^Tag..), Bound(parent, child, context));
        return wrapped;
    }

    /// <exception cref="SealBrokenException">Not wrapped by this parent for this child in this context, or changed.</exception>
    public static byte[] Unwrap(
        ReadOnlySpan<byte> key,
        KeyName parent,
        KeyName child,
        ReadOnlySpan<byte> wrapped,
        ReadOnlySpan<byte> context = default
    )
    {
        if (wrapped.Length < Overhead || ParentVersion(wrapped) != parent.Version)
            throw new SealBrokenException();
        var secret = new byte[wrapped.Length - Overhead];
        var bound = Bound(parent, child, context);
        try
        {
            using var aes = new AesGcm(key, Tag);
            aes.Decrypt(
                wrapped.Slice(4, Nonce),
                wrapped[(4 + Nonce)..^Tag],
                wrapped[^Tag..],
                secret,
                bound
            );
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException();
        }
        return secret;
    }

    public static int ParentVersion(ReadOnlySpan<byte> wrapped) =>
        wrapped.Length < Overhead
            ? throw new SealBrokenException()
            : BinaryPrimitives.ReadInt32BigEndian(wrapped);

    /// <summary>Each text is preceded by its length, so that no two lists of names read alike.</summary>
    private static byte[] Bound(KeyName parent, KeyName child, ReadOnlySpan<byte> context)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write("vestibule wrap 1");
        foreach (var name in (ReadOnlySpan<KeyName>)[parent, child])
        {
            writer.Write(name.Kind);
            writer.Write(name.Id);
            writer.Write(name.Version);
        }
        writer.Write(context);
        writer.Flush();
        return bytes.ToArray();
    }
}
