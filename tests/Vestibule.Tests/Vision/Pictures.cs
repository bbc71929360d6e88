namespace Vestibule.Tests.Vision;

/// <summary>Pixels, red, green and blue, row by row.</summary>
internal sealed record Picture(int Width, int Height, byte[] Pixels)
{
    public void Set(int x, int y, byte red, byte green, byte blue)
    {
        var at = (y * Width + x) * 3;
        (Pixels[at], Pixels[at + 1], Pixels[at + 2]) = (red, green, blue);
    }
}

/// <summary>
/// Drawn papers and photos. Three corners say which side is up: red at the top left, green at the top right, blue at the
/// bottom left.
/// </summary>
internal static class Pictures
{
    public static Picture Card(int width, int height, int seed = 1)
    {
        var picture = new Picture(width, height, new byte[width * height * 3]);
        var random = new Random(seed);
        var (r, g, b) = (random.Next(180, 240), random.Next(180, 240), random.Next(180, 240));
        var grain = new byte[width];
        for (var y = 0; y < height; y++)
        {
            // Lines that stand for text, and a light that falls from the left.
            var line = y % 24 is >= 8 and < 14 && y > height / 4;
            random.NextBytes(grain);
            for (var x = 0; x < width; x++)
            {
                var ink = line && (x * 7 + y / 24 * 31) % 40 > 12 ? 120 : 0;
                var dark = ink + x * 30 / width + grain[x] % 8;
                picture.Set(x, y, Shade(r - dark), Shade(g - dark), Shade(b - dark));
            }
        }
        Mark(picture);
        return picture;
    }

    /// <summary>How an upright picture lies in a file whose EXIF says so (EXIF 2.32, 4.6.4: where row 0 and column 0 belong).</summary>
    public static Picture Stored(Picture upright, int orientation)
    {
        var (w, h) = (upright.Width, upright.Height);
        var (width, height) = orientation >= 5 ? (h, w) : (w, h);
        var stored = new Picture(width, height, new byte[w * h * 3]);
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var (x, y) = orientation switch
                {
                    2 => (w - 1 - column, row),
                    3 => (w - 1 - column, h - 1 - row),
                    4 => (column, h - 1 - row),
                    5 => (row, column),
                    6 => (w - 1 - row, column),
                    7 => (w - 1 - row, h - 1 - column),
                    8 => (row, h - 1 - column),
                    _ => (column, row),
                };
                upright
                    .Pixels.AsSpan((y * w + x) * 3, 3)
                    .CopyTo(stored.Pixels.AsSpan((row * width + column) * 3));
            }
        }
        return stored;
    }

    private static void Mark(Picture picture)
    {
        var side = Math.Max(2, Math.Min(picture.Width, picture.Height) / 5);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                picture.Set(x, y, 220, 30, 30);
                picture.Set(picture.Width - 1 - x, y, 30, 180, 30);
                picture.Set(x, picture.Height - 1 - y, 30, 30, 220);
            }
        }
    }

    private static byte Shade(int value) => (byte)Math.Clamp(value, 0, 255);
}
