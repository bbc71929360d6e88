using NetVips;

namespace Vestibule.Vision;

/// <summary>Three bands of eight bits in sRGB, nothing shining through, the right side up, whole in memory.</summary>
internal static class Upright
{
    public static Image Of(Image stored, Shape shape)
    {
        using var coloured = Profiles.ToSrgb(stored, shape.Profile);
        using var opaque = coloured.HasAlpha()
            ? coloured.Flatten(background: [255, 255, 255])
            : coloured.Copy();
        using var plain = opaque.Cast(Enums.BandFormat.Uchar);
        // Without it an encoder would write down the resolution somebody's scanner claimed.
        using var measured = plain.Copy(xres: 1, yres: 1);
        using var turned = Turned(measured, shape.Orientation);
        return turned.CopyMemory();
    }

    // EXIF 2.32, 4.6.4: where row 0 and column 0 of what is stored belong.
    private static Image Turned(Image image, int orientation)
    {
        switch (orientation)
        {
            case 2:
                return image.Flip(Enums.Direction.Horizontal);
            case 3:
                return image.Rot(Enums.Angle.D180);
            case 4:
                return image.Flip(Enums.Direction.Vertical);
            case 5:
                using (var quarter = image.Rot(Enums.Angle.D90))
                    return quarter.Flip(Enums.Direction.Horizontal);
            case 6:
                return image.Rot(Enums.Angle.D90);
            case 7:
                using (var quarter = image.Rot(Enums.Angle.D270))
                    return quarter.Flip(Enums.Direction.Horizontal);
            case 8:
                return image.Rot(Enums.Angle.D270);
            default:
                return image.Copy();
        }
    }
}
