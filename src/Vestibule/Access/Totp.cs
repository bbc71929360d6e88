using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Vestibule.Access;

/// <summary>Time-based one-time codes as authenticator apps make them: HMAC-SHA-1, six digits, 30 seconds (RFC 6238).</summary>
public static class Totp
{
    private const int StepSeconds = 30;

    /// <summary>The step an instant lies in: T of RFC 6238 section 4.2, with T0 = 0.</summary>
    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of one step.</summary>
    public static string Code(ReadOnlySpan<byte> seed, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238 apps speak SHA-1; HMAC does not lean on collision resistance
        HMACSHA1.HashData(seed, counter, mac);
#pragma warning restore CA5350
        // Dynamic truncation: RFC 4226 section 5.3.
        var offset = mac[^1] & 0x0F;
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[offset..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6");
    }

    /// <summary>
    /// The step whose code this is, or null. One step either way is let pass for clocks that differ and people who
    /// type slowly (RFC 6238 section 5.2); every candidate is compared in constant time.
    /// </summary>
    public static long? StepOf(string code, ReadOnlySpan<byte> seed, DateTimeOffset at)
    {
        var given = Encoding.ASCII.GetBytes(code.Trim());
        long? found = null;
        for (var step = StepAt(at) - 1; step <= StepAt(at) + 1; step++)
            if (
                CryptographicOperations.FixedTimeEquals(
                    given,
                    Encoding.ASCII.GetBytes(Code(seed, step))
                )
            )
                found = step;
        return found;
    }
}
