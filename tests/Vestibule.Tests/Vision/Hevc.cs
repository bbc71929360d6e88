namespace Vestibule.Tests.Vision;

/// <summary>
/// HEVC still pictures whose blocks are plain samples (ITU-T H.265, 7.3.8.7). Files become large, but any picture can be
/// made, and no encoder is needed. Sides are even.
/// </summary>
internal static class Hevc
{
    private const int Block = 32;
    private const int Chroma = Block / 2;
    private const byte Vps = 32;
    private const byte Sps = 33;
    private const byte Pps = 34;
    private const byte Still = 19;

    // Table 9-52, the last column: each block sets the decoder back, so that no other is ever looked at.
    private static readonly byte[] Ranges = Convert.FromHexString(
        "F0E3D8CDC3B9AFA69E968E87807A746E68635E5955504C4845413E3B38353230"
            + "2D2B29272523211F1E1C1B191817161514131211100F0E0E0D0C0C0B0B0A09"
    );

    /// <summary>What a decoder is told first (ISO/IEC 14496-15, 8.3.3.1).</summary>
    public static byte[] Config(int width, int height) =>
        [
            .. Convert.FromHexString("0103700000009000000000" + "00BA" + "F000FCFDF8F800000F03"),
            .. Listed(Vps, Stream()),
            .. Listed(Sps, Sequence(width, height)),
            .. Listed(Pps, Pictures()),
        ];

    /// <summary>The picture itself, its length in front.</summary>
    public static byte[] Frame(Picture picture)
    {
        using var samples = new MemoryStream(picture.Pixels.Length);
        // First and only slice, intra, quality as it is.
        samples.Write(new Bits().Flags("10").Golomb(0, 2, 0).Closed());
        var number = 0;
        for (var y = 0; y < picture.Height; y += Block)
        {
            for (var x = 0; x < picture.Width; x += Block)
            {
                samples.Write(Opening(number++));
                samples.Write(Samples(picture, x, y));
            }
        }
        // "That was the last block", and the bit that closes the slice.
        samples.Write([0xFE, 0x80]);
        var unit = Unit(Still, samples.ToArray());
        return [.. Pieces.Be(unit.Length), .. unit];
    }

    /// <summary>"Not the last one yet, one block in one piece, plain samples follow", as arithmetic coding says it.</summary>
    private static byte[] Opening(int number)
    {
        var range = (number == 0 ? 510 : 508) - Ranges[Math.Min(number, Ranges.Length - 1)] - 2;
        var bits = (range | 1) << 7;
        return [(byte)(bits >> 8), (byte)bits];
    }

    /// <summary>Brightness of a block, then twice colour, of every second pixel (ITU-T T.871, 7).</summary>
    private static byte[] Samples(Picture picture, int left, int top)
    {
        var samples = new byte[Block * Block + 2 * Chroma * Chroma];
        var (blue, red) = (Block * Block, Block * Block + Chroma * Chroma);
        for (var n = 0; n < Block * Block; n++)
        {
            var (x, y) = (n % Block, n / Block);
            var column = Math.Min(left + x, picture.Width - 1);
            var row = Math.Min(top + y, picture.Height - 1);
            var at = (row * picture.Width + column) * 3;
            var (r, g, b) = (picture.Pixels[at], picture.Pixels[at + 1], picture.Pixels[at + 2]);
            samples[n] = Clamp(0.299 * r + 0.587 * g + 0.114 * b);
            if (x % 2 == 1 || y % 2 == 1)
                continue;
            samples[blue++] = Clamp(128 - 0.168736 * r - 0.331264 * g + 0.5 * b);
            samples[red++] = Clamp(128 + 0.5 * r - 0.418688 * g - 0.081312 * b);
        }
        return samples;
    }

    private static byte Clamp(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

    // 7.3.2.1
    private static byte[] Stream() =>
        Profile(new Bits().Put(0, 4).Flags("11").Put(0, 9).Flags("1").Put(0xFFFF, 16))
            .Flags("1")
            .Golomb(0, 0, 0)
            .Put(0, 6)
            .Golomb(0)
            .Flags("00")
            .Closed();

    // 7.3.2.2
    private static byte[] Sequence(int width, int height)
    {
        var (wide, high) = (
            (width + Block - 1) / Block * Block,
            (height + Block - 1) / Block * Block
        );
        return Profile(new Bits().Put(0, 7).Flags("1"))
            .Golomb(0, 1, wide, high)
            // What the blocks have too much is not shown.
            .Flags("1")
            .Golomb(0, (wide - width) / 2, 0, (high - height) / 2)
            .Golomb(0, 0, 0)
            .Flags("1")
            .Golomb(0, 0, 0)
            .Golomb(2, 0, 0, 3, 0, 0)
            .Flags("000")
            // Plain samples: eight bits, whole blocks, not smoothed.
            .Flags("1")
            .Put(0x77, 8)
            .Golomb(2, 0)
            .Flags("1")
            .Golomb(0)
            .Flags("00000")
            .Closed();
    }

    // 7.3.2.3
    private static byte[] Pictures() =>
        new Bits()
            .Golomb(0, 0)
            .Put(0, 5)
            .Flags("00")
            .Golomb(0, 0, 0)
            .Flags("000")
            .Golomb(0, 0)
            .Put(0, 10)
            .Golomb(0)
            .Flags("00")
            .Closed();

    // Main still picture, of any size (7.3.3).
    private static Bits Profile(Bits bits) =>
        bits.Put(3, 8).Put(0x70000000, 32).Put(0x9000, 16).Put(0, 32).Put(186, 8);

    private static byte[] Listed(byte kind, byte[] body)
    {
        var unit = Unit(kind, body);
        return [(byte)(0x80 | kind), 0, 1, (byte)(unit.Length >> 8), (byte)unit.Length, .. unit];
    }

    /// <summary>No two zeros are followed by anything below four (7.4.2).</summary>
    private static byte[] Unit(byte kind, byte[] body)
    {
        var unit = new List<byte>(body.Length + 100) { (byte)(kind << 1), 1 };
        var zeros = 0;
        foreach (var next in body)
        {
            if (zeros >= 2 && next <= 3)
            {
                unit.Add(3);
                zeros = 0;
            }
            unit.Add(next);
            zeros = next == 0 ? zeros + 1 : 0;
        }
        return [.. unit];
    }
}
