using System.Security.Cryptography;

namespace Vestibule.Journal;

/// <summary>
/// The key checkpoints and exports are signed with: ECDSA on P-256 with SHA-256 (FIPS 186-5), signatures as DER, so
/// that <c>openssl dgst -sha256 -verify</c> checks them. Only its public half ever leaves.
/// </summary>
public sealed class CheckpointKey : IDisposable
{
    /// <summary>Name of the network's secret it is made from.</summary>
    public const string SecretName = "journal-checkpoints";

    private readonly ECDsa pair;

    /// <summary>The order of P-256, big-endian (SP 800-186, 3.2.1.3): a private number lies below it and above 0.</summary>
    private static readonly byte[] Order = Convert.FromHexString(
        "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"
    );

    /// <param name="secret">32 bytes, taken for the private number.</param>
    public CheckpointKey(byte[] secret)
    {
        // One secret in four thousand million is too large; the key must come out the same each time all the same.
        while (
            secret.AsSpan().SequenceCompareTo(Order) >= 0
            || !secret.AsSpan().ContainsAnyExcept((byte)0)
        )
        {
            secret = SHA256.HashData(secret);
        }

        pair = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
        Id = Convert.ToHexStringLower(SHA256.HashData(pair.ExportSubjectPublicKeyInfo())[..8]);
    }

    /// <summary>16 letters that tell one key from another.</summary>
    public string Id { get; }

    /// <summary>For auditors: SubjectPublicKeyInfo as PEM (RFC 7468).</summary>
    public string PublicPem => pair.ExportSubjectPublicKeyInfoPem() + "\n";

    public byte[] Sign(byte[] bytes) =>
        pair.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public bool Verifies(byte[] bytes, byte[] signature) =>
        pair.VerifyData(
            bytes,
            signature,
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );

    public void Dispose() => pair.Dispose();
}
