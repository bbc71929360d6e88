namespace Vestibule.Vision;

/// <summary>Kinds of files that are looked into. The numbers go over the pipe to the worker.</summary>
public enum MediaKind
{
    Jpeg = 1,
    Png = 2,
    WebP = 3,
    Heic = 4,
    Pdf = 5,
}

/// <summary>Kinds and their media types.</summary>
public static class MediaKinds
{
    /// <summary>The kind of an accepted media type, or null.</summary>
    public static MediaKind? Of(string mediaType) =>
        mediaType switch
        {
            "image/jpeg" => MediaKind.Jpeg,
            "image/png" => MediaKind.Png,
            "image/webp" => MediaKind.WebP,
            "image/heic" or "image/heif" => MediaKind.Heic,
            "application/pdf" => MediaKind.Pdf,
            _ => null,
        };

    /// <summary>What a cleaned file of this kind is: everything stays what it was, but HEIC, which few can read.</summary>
    public static MediaKind Cleaned(this MediaKind kind) =>
        kind is MediaKind.Heic ? MediaKind.Jpeg : kind;

    public static string MediaType(this MediaKind kind) =>
        kind switch
        {
            MediaKind.Jpeg => "image/jpeg",
            MediaKind.Png => "image/png",
            MediaKind.WebP => "image/webp",
            MediaKind.Heic => "image/heic",
            MediaKind.Pdf => "application/pdf",
        };
}
