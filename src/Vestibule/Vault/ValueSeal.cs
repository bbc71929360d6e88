using System.Security.Cryptography;
using System.Text;

namespace Vestibule.Vault;

/// <summary>Where a sealed value stands. It opens only there.</summary>
/// <param name="Owner">The row it is a member of.</param>
/// <param name="Member">The member's name.</param>
public readonly record struct ValuePlace(Guid Owner, string Member);

/// <summary>
/// Small values sealed under a person's key: algorithm (1) ‖ nonce (12) ‖ ciphertext ‖ tag (16), bound to the person and
/// the place. Ask <see cref="CoworkerKeyStore"/> for the key first; sealing itself waits for nothing.
/// </summary>
public static class ValueSeal
{
    private const byte Aes256Gcm = 1;
    private const int Nonce = 12;
    private const int Tag = 16;

    public static byte[] Seal(CoworkerKey key, ValuePlace place, string text) =>
        Seal(key, place, Encoding.UTF8.GetBytes(text));

    public static byte[] Seal(CoworkerKey key, ValuePlace place, ReadOnlySpan<byte> value)
    {
        var result = new byte[1 + Nonce + value.Length + Tag];
        result[0] = Aes256Gcm;
        var nonce = result.AsSpan(1, Nonce);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.ForValues, Tag);
        aes.Encrypt(
            nonce,
            value,
            result.AsSpan(1 + Nonce, value.Length),
            result.AsSpan(^Tag..),
            Bound(key, place)
        );
        return result;
    }

    /// <exception cref="SealBrokenException">Changed, another person's, or sealed for another place.</exception>
    public static string OpenText(
        CoworkerKey key,
        ValuePlace place,
        ReadOnlySpan<byte> sealedValue
    ) => Encoding.UTF8.GetString(Open(key, place, sealedValue));

    /// <exception cref="SealBrokenException">Changed, another person's, or sealed for another place.</exception>
    public static byte[] Open(CoworkerKey key, ValuePlace place, ReadOnlySpan<byte> sealedValue)
    {
        if (sealedValue.Length < 1 + Nonce + Tag || sealedValue[0] != Aes256Gcm)
            throw new SealBrokenException();
        var value = new byte[sealedValue.Length - 1 - Nonce - Tag];
        try
        {
            using var aes = new AesGcm(key.ForValues, Tag);
            aes.Decrypt(
                sealedValue.Slice(1, Nonce),
                sealedValue[(1 + Nonce)..^Tag],
                sealedValue[^Tag..],
                value,
                Bound(key, place)
            );
            return value;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException();
        }
    }

    private static byte[] Bound(CoworkerKey key, ValuePlace place) =>
        [
            .. "vestibule value"u8,
            Aes256Gcm,
            .. key.Coworker.ToByteArray(bigEndian: true),
            .. place.Owner.ToByteArray(bigEndian: true),
            .. Encoding.UTF8.GetBytes(place.Member),
        ];
}
