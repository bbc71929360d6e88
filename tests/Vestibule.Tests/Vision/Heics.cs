using System.Text;

namespace Vestibule.Tests.Vision;

/// <summary>HEIC files, written by hand box by box (ISO/IEC 14496-12 and 23008-12).</summary>
internal sealed class Heics
{
    private readonly List<byte[]> properties = [];
    private readonly List<(string Type, byte[] Body, byte[] Properties, string Name)> items = [];
    private readonly List<byte[]> references = [];
    private int main;

    /// <summary>Boxes between the first one and the picture's.</summary>
    public byte[] Ahead { get; init; } = [];

    /// <summary>What the file says of itself where nobody looks.</summary>
    public string Said { get; init; } = "";

    /// <summary>One picture.</summary>
    public Heics Whole(Picture stored, int orientation = 1)
    {
        byte[] turns = Turned(orientation);
        byte[] own = [Own("hvcC", Hevc.Config(stored.Width, stored.Height)), Size(stored), Colours];
        main = Item("hvc1", Hevc.Frame(stored), [.. own, .. turns]);
        return this;
    }

    /// <summary>A picture in square tiles, as telephones store theirs.</summary>
    public Heics Tiled(Picture stored, int side, int orientation = 1)
    {
        var (columns, rows) = ((stored.Width + side - 1) / side, (stored.Height + side - 1) / side);
        byte[] own =
        [
            Own("hvcC", Hevc.Config(side, side)),
            Own("ispe", [0, 0, 0, 0, .. Pieces.Be(side), .. Pieces.Be(side)]),
            Colours,
        ];
        var tiles = Enumerable
            .Range(0, columns * rows)
            .Select(n => Part(stored, n % columns * side, n / columns * side, side))
            .Select(tile => Item("hvc1", Hevc.Frame(tile), own))
            .ToArray();
        byte[] grid = [0, 0, (byte)(rows - 1), (byte)(columns - 1), .. Two(stored.Width)];
        main = Item(
            "grid",
            [.. grid, .. Two(stored.Height)],
            [Size(stored), .. Turned(orientation)]
        );
        references.Add(Refer("dimg", main, tiles));
        return this;
    }

    /// <summary>Something said about the picture.</summary>
    public Heics With(string type, byte[] body)
    {
        references.Add(Refer("cdsc", Item(type, body, []), main));
        return this;
    }

    public byte[] Write()
    {
        byte[] start = [.. Box("ftyp", [.. "heic"u8, 0, 0, 0, 0, .. "mif1heicmiaf"u8]), .. Ahead];
        // Places are of the same length wherever they point.
        var places = start.Length + Meta(0).Length + 8;
        return
        [
            .. start,
            .. Meta(places),
            .. Box("mdat", Pieces.Joined(items.Select(item => item.Body))),
        ];
    }

    public static byte[] Box(string name, byte[] body) =>
        [.. Pieces.Be(body.Length + 8), .. Encoding.ASCII.GetBytes(name), .. body];

    private byte Colours =>
        // As on the web, all of the range (ISO/IEC 23091-2).
        Own("colr", [.. "nclx"u8, 0, 1, 0, 13, 0, 6, 0x80]);

    private byte Size(Picture stored) =>
        Own("ispe", [0, 0, 0, 0, .. Pieces.Be(stored.Width), .. Pieces.Be(stored.Height)]);

    /// <summary>Turned against the clock, and before that nothing (ISO/IEC 23008-12, 6.5.10).</summary>
    private byte[] Turned(int orientation) =>
        orientation switch
        {
            3 => [Own("irot", [2])],
            6 => [Own("irot", [3])],
            8 => [Own("irot", [1])],
            _ => [],
        };

    private byte Own(string name, byte[] body)
    {
        properties.Add(Box(name, body));
        return (byte)properties.Count;
    }

    private int Item(string type, byte[] body, byte[] own)
    {
        items.Add((type, body, own, Said));
        return items.Count;
    }

    private static byte[] Refer(string type, int from, params int[] to) =>
        Box(type, [.. Two(from), .. Two(to.Length), .. to.SelectMany(Two)]);

    private byte[] Meta(int at)
    {
        var places = new List<byte>();
        foreach (var (item, n) in items.Select((item, n) => (item, n)))
        {
            places.AddRange([.. Two(n + 1), 0, 0, 0, 1]);
            places.AddRange([.. Pieces.Be(at), .. Pieces.Be(item.Body.Length)]);
            at += item.Body.Length;
        }
        byte[] handler =
        [
            0,
            0,
            0,
            0,
            .. "pict"u8,
            .. new byte[12],
            .. Encoding.ASCII.GetBytes(Said),
        ];
        return Full(
            "meta",
            [
                .. Full("hdlr", [.. handler, 0]),
                .. Full("pitm", Two(main)),
                .. Full("iloc", [0x44, 0, .. Two(items.Count), .. places]),
                .. Full("iinf", [.. Two(items.Count), .. items.SelectMany(Entry)]),
                .. references.Count > 0 ? Full("iref", [.. references.SelectMany(r => r)]) : [],
                .. Box("iprp", [.. Box("ipco", [.. properties.SelectMany(p => p)]), .. Owners()]),
            ]
        );
    }

    private static byte[] Entry((string Type, byte[] Body, byte[] Own, string Name) item, int n) =>
        Box(
            "infe",
            [
                .. (byte[])[2, 0, 0, 0, .. Two(n + 1), 0, 0],
                .. Encoding.ASCII.GetBytes($"{item.Type}{item.Name}\0"),
                .. item.Type is "mime" ? "text/html\0"u8 : [],
            ]
        );

    private byte[] Owners() =>
        Full(
            "ipma",
            [
                .. Pieces.Be(items.Count(item => item.Properties.Length > 0)),
                .. items.SelectMany(
                    (item, n) =>
                        item.Properties.Length == 0
                            ? []
                            : (byte[])
                                [.. Two(n + 1), (byte)item.Properties.Length, .. item.Properties]
                ),
            ]
        );

    private static byte[] Full(string name, byte[] body) => Box(name, [0, 0, 0, 0, .. body]);

    private static byte[] Two(int value) => [(byte)(value >> 8), (byte)value];

    private static Picture Part(Picture whole, int left, int top, int side)
    {
        var part = new Picture(side, side, new byte[side * side * 3]);
        for (var y = 0; y < Math.Min(side, whole.Height - top); y++)
        {
            var count = Math.Min(side, whole.Width - left) * 3;
            whole
                .Pixels.AsSpan(((top + y) * whole.Width + left) * 3, count)
                .CopyTo(part.Pixels.AsSpan(y * side * 3));
        }
        return part;
    }
}
