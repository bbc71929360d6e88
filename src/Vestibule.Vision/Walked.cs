namespace Vestibule.Vision;

/// <summary>What the walk over a file's structure found.</summary>
public abstract record Walked
{
    private Walked() { }

    /// <param name="Shape">What the headers say.</param>
    /// <param name="Bare">The file with only what a decoder needs: no metadata, no second pictures, nothing behind the end.</param>
    /// <param name="HadExtras">Whether there was more than that.</param>
    public sealed record Fit(Shape Shape, byte[] Bare, bool HadExtras) : Walked;

    public sealed record Unfit(Refusal Why) : Walked;

    /// <summary>One of the two.</summary>
    public T Match<T>(Func<Shape, byte[], T> fit, Func<Refusal, T> unfit) =>
        this switch
        {
            Fit(var shape, var bare, _) => fit(shape, bare),
            Unfit(var why) => unfit(why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static implicit operator Walked(Refusal why) => new Unfit(why);
}

/// <param name="Width">Pixels as stored, before any turning; 0 for a PDF.</param>
/// <param name="Height">Pixels as stored; 0 for a PDF.</param>
/// <param name="Orientation">1 to 8, as in EXIF; 1 is upright.</param>
/// <param name="Profile">The ICC profile, or null.</param>
public sealed record Shape(int Width, int Height, int Orientation = 1, byte[]? Profile = null);

/// <summary>One walk for each kind. Pure, linear in the length, and never throws whatever the bytes are.</summary>
public static class Walk
{
    public static Walked Of(MediaKind kind, ReadOnlySpan<byte> file, Limits limits) =>
        kind switch
        {
            MediaKind.Jpeg => JpegWalk.Of(file, limits),
            MediaKind.Png => PngWalk.Of(file, limits),
            MediaKind.WebP => WebPWalk.Of(file, limits),
            MediaKind.Heic => HeifWalk.Of(file, limits),
            MediaKind.Pdf => PdfWalk.Of(file),
        };
}
