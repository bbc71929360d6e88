using System.Text;
using Microsoft.Net.Http.Headers;

namespace Vestibule.Hosting;

/// <summary>
/// Reads a length as RFC 9110 section 8.6 has it: digits. The listener by itself also takes a sign, and shows nobody
/// what was sent; it lets the encoding of a header be chosen, though, and refuses a length that has no characters.
/// </summary>
internal sealed class DigitsOnly : ASCIIEncoding
{
    private static readonly DigitsOnly One = new();

    /// <summary>For the listener: this for lengths, its own for everything else.</summary>
    public static Encoding? For(string header) =>
        header.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase) ? One : null;

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars) =>
        bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            ? 0
            // Room is for more digits than the listener takes, not for all that may be sent.
            : base.GetChars(bytes[..Math.Min(bytes.Length, chars.Length)], chars);
}
