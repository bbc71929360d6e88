using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Vestibule.Capture;

/// <summary>What a link opens with: 256 random bits, in letters that need no escaping in an address.</summary>
public sealed record LinkToken
{
    private const int Bytes = 32;
    private const int Letters = 43;

    private LinkToken(string text) => Text = text;

    public string Text { get; }

    public byte[] Hash => SHA256.HashData(Encoding.ASCII.GetBytes(Text));

    /// <summary>
    /// Goes into the page's form and comes back with it: who cannot read the page cannot know it, and it opens nothing.
    /// </summary>
    public string Proof =>
        Base64Url.EncodeToString(
            HMACSHA256.HashData(Encoding.ASCII.GetBytes(Text), "vestibule form"u8)
        );

    /// <summary>The address a member is given.</summary>
    public Uri AddressAt(Uri origin) => new(origin, $"/v/{Text}");

    public bool Proves(string? proof) =>
        proof is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(proof),
            Encoding.UTF8.GetBytes(Proof)
        );

    public static LinkToken Make() =>
        new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>Null when it cannot be one of ours.</summary>
    public static LinkToken? From(string? text) =>
        text is { Length: Letters } && Base64Url.IsValid(text) ? new LinkToken(text) : null;

    // Whatever prints a record must not print what opens the link.
    public override string ToString() => nameof(LinkToken);
}
