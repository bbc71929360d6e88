using ImageMagick;
using NetVips;

namespace Vestibule.Vision;

/// <summary>HEIC through Magick.NET, which carries a decoder of its own; whatever else it can do is switched off.</summary>
internal static class HeicPixels
{
    static HeicPixels()
    {
        // Read once, at the first call: the policy beside the program refuses everything but HEIC.
        MagickNET.SetEnvironmentVariable(
            "MAGICK_CONFIGURE_PATH",
            Path.Combine(AppContext.BaseDirectory, "Magick")
        );
        ResourceLimits.Thread = 1;
        ResourceLimits.Disk = 0;
        ResourceLimits.ListLength = 1;
        ResourceLimits.Width = (ulong)Limits.Usual.Side;
        ResourceLimits.Height = (ulong)Limits.Usual.Side;
        ResourceLimits.Area = (ulong)Limits.Usual.Pixels;
    }

    /// <summary>Turned as the file's own properties say: what its EXIF repeats has been done (ISO/IEC 23008-12, 6.5.10).</summary>
    public static Image Load(byte[] file)
    {
        using var picture = new MagickImage();
        picture.Read(file, new MagickReadSettings { Format = MagickFormat.Heic });
        using var pixels = picture.GetPixelsUnsafe();
        var image = Image.NewFromMemory(
            pixels.ToByteArray(PixelMapping.RGB)!,
            (int)picture.Width,
            (int)picture.Height,
            3,
            Enums.BandFormat.Uchar
        );
        using (image)
        {
            var coloured = image.Copy(interpretation: Enums.Interpretation.Srgb);
            if (picture.GetColorProfile() is not { } profile)
                return coloured;
            using (coloured)
                return Profiles.Attach(coloured, profile.ToByteArray());
        }
    }
}
