using System.Security.Cryptography;
using System.Text;

namespace Vestibule.Access;

/// <summary>
/// A token's memory of the security stamp at sign-in. The stamp itself is a secret that other codes are derived from,
/// so tokens carry a digest of it.
/// </summary>
internal static class Stamp
{
    public static string MarkOf(string? stamp) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(stamp ?? "")), 0, 8);
}
