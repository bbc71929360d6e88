using System.Security.Cryptography;

namespace Vestibule.Vault;

/// <summary>One person's key, unwrapped. Two keys are drawn from it, so that files and values never share a nonce space.</summary>
public sealed class CoworkerKey
{
    internal CoworkerKey(Guid coworker, ReadOnlySpan<byte> key)
    {
        Coworker = coworker;
        ForFiles = new byte[Wrapping.KeySize];
        ForValues = new byte[Wrapping.KeySize];
        HKDF.Expand(HashAlgorithmName.SHA256, key, ForFiles, "vestibule files 1"u8);
        HKDF.Expand(HashAlgorithmName.SHA256, key, ForValues, "vestibule values 1"u8);
    }

    public Guid Coworker { get; }

    internal byte[] ForFiles { get; }

    internal byte[] ForValues { get; }
}
