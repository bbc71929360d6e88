using Vestibule.Vision;

namespace Vestibule.Decoding;

/// <summary>What became of a file.</summary>
public abstract record DecodeOutcome
{
    private DecodeOutcome() { }

    /// <param name="MediaType">Of <paramref name="Cleaned"/>: what was sent, or <c>image/jpeg</c> for HEIC.</param>
    /// <param name="Cleaned">For the API: upright, sRGB, no metadata, as many pages as were sent.</param>
    /// <param name="Pages">For people: WebP, page by page, at most 2,400 pixels on the long side.</param>
    /// <param name="Thumbnail">The first page: WebP, at most 400 pixels.</param>
    /// <param name="Blurred">The first page: WebP, at most 24 pixels and blurred, to stand where the page may not be seen.</param>
    public sealed record Decoded(
        string MediaType,
        byte[] Cleaned,
        IReadOnlyList<byte[]> Pages,
        byte[] Thumbnail,
        byte[] Blurred
    ) : DecodeOutcome;

    /// <summary>It stays outside; the sentence is for whoever sent it.</summary>
    public sealed record Refused(Refusal Why) : DecodeOutcome;

    /// <summary>Nothing was found out about it: too many are waiting, or no reader could be started.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : DecodeOutcome;
}
