using Vestibule.Vision;

namespace Vestibule.Tests.Vision;

/// <summary>Good files as telephones make them, and as what stands between them and us leaves them.</summary>
internal static class GoodPhones
{
    private const int Long = 4032;
    private const int Short = 3024;
    private const int Tile = 512;

    /// <summary>Twelve million pixels; every seventh time papers as heavy.</summary>
    public static GoodFile Large(int number)
    {
        var turn = number / GoodFiles.Ways;
        return turn % 7 == 6 ? GoodPapers.Pile(number) : Photo(number, 1 + turn % 8);
    }

    /// <summary>What cameras and editors write into the tag that says which side is up, and should not: then the top is.</summary>
    public static GoodFile Odd(int number, Picture up, int quality)
    {
        var (name, tag) = (number / GoodFiles.Ways % 7) switch
        {
            0 => ("0", Tag(0)),
            1 => ("9", Tag(9)),
            2 => ("65535", Tag(65535)),
            3 => ("as long", Tag(6, type: 4)),
            4 => ("as text", Tag(6, type: 2)),
            5 => ("twice", Tag(6, count: 2)),
            _ => ("never", Tag(6, count: 0)),
        };
        byte[] exif = Encoded.Exif(tag.Value, number % 2 == 0, tag.Type, tag.Count);
        var jpeg = Encoded.WithSegments(Encoded.Jpeg(up, quality), (0xE1, exif));
        return new($"{number} turned {name}", MediaKind.Jpeg, jpeg, up.Width, up.Height);
    }

    public static GoodFile Sample(int number)
    {
        var (name, width, height) = (number / GoodFiles.Ways % 3) switch
        {
            0 => ("upright", 320, 240),
            1 => ("turned", 320, 240),
            _ => ("odd", 321, 243),
        };
        var bytes = Encoded.Heic(name);
        return new($"{number} {name} heic", MediaKind.Heic, bytes, width, height);
    }

    /// <summary>In one piece or in tiles, in all sizes up to three million pixels, turned by its own properties.</summary>
    public static GoodFile Heic(int number, bool tiled)
    {
        var random = new Random(number);
        var most = tiled ? 1000 : 500;
        var (width, height) = (2 * random.Next(45, most), 2 * random.Next(45, most));
        var orientation = random.Next(4) switch
        {
            0 => 3,
            1 => 6,
            2 => 8,
            _ => 1,
        };
        var stored = Pictures.Stored(Pictures.Card(width, height, number), orientation);
        var heic = new Heics { Said = number % 3 == 0 ? HostileFiles.Mark : "" };
        heic = tiled ? heic.Tiled(stored, Tile, orientation) : heic.Whole(stored, orientation);
        // It says a second time which side is up, and where in the world that was.
        heic.With("Exif", [0, 0, 0, 6, .. Encoded.Exif(orientation)]);
        var name = $"{number} heic {(tiled ? "in tiles" : "whole")} turned {orientation}";
        return new(name, MediaKind.Heic, heic.Write(), width, height);
    }

    private static GoodFile Photo(int number, int orientation)
    {
        var (width, height) = orientation >= 5 ? (Short, Long) : (Long, Short);
        var stored = Pictures.Stored(Pictures.Card(width, height, number), orientation);
        var exif = Encoded.Exif(orientation, big: true);
        var jpeg = Encoded.WithSegments(Encoded.Jpeg(stored), (0xE1, exif));
        return new(
            $"{number} 12 million turned {orientation}",
            MediaKind.Jpeg,
            jpeg,
            width,
            height
        );
    }

    private static (int Value, int Type, int Count) Tag(int value, int type = 3, int count = 1) =>
        (value, type, count);
}
