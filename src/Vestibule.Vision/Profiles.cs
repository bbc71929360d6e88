using NetVips;

namespace Vestibule.Vision;

/// <summary>Colours into sRGB.</summary>
internal static class Profiles
{
    private const string Name = "icc-profile-data";

    public static Image Attach(Image image, byte[] profile) =>
        image.Mutate(change => change.Set(GValue.BlobType, Name, profile));

    /// <summary>Red, green and blue of eight bits, by the picture's own profile where it has a usable one.</summary>
    public static Image ToSrgb(Image image, byte[]? profile)
    {
        var inks = image.Interpretation is Enums.Interpretation.Cmyk;
        var own = profile is not null && !IsSrgb(profile);
        if (own || inks || image.Contains(Name))
        {
            using var tagged = own ? Attach(image, profile!) : image.Copy();
            try
            {
                // Lazy: an unusable profile shows only when the pixels are asked for.
                using var converted = tagged.IccTransform(
                    "srgb",
                    embedded: true,
                    inputProfile: inks ? "cmyk" : "srgb",
                    depth: 8
                );
                return converted.CopyMemory();
            }
            // A profile that does not fit the picture is not worth losing the picture for.
            catch (VipsException) when (!inks) { }
        }

        return image.Colourspace(Enums.Interpretation.Srgb);
    }

    /// <summary>Most pictures carry sRGB under its name; to convert it into itself would cost more than decoding.</summary>
    private static bool IsSrgb(ReadOnlySpan<byte> profile) =>
        profile.Length is > 128 and < 8192
        && (profile.IndexOf("sRGB"u8) >= 0 || profile.IndexOf("\0s\0R\0G\0B"u8) >= 0);
}
