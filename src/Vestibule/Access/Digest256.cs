using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Vestibule.Access;

/// <summary>Thirty-two bytes of digest as a dictionary key, so that caches hold no credential.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Digest256(UInt128 High, UInt128 Low)
{
    public static Digest256 OfSha256(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return MemoryMarshal.Read<Digest256>(hash);
    }

    public static Digest256 OfHmac(byte[] key, string text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text), hash);
        return MemoryMarshal.Read<Digest256>(hash);
    }
}
