using Vestibule.Vision;

namespace Vestibule.Tests.Vision;

internal sealed record HostileFile(string Name, MediaKind Kind, byte[] Bytes);

/// <summary>
/// What nobody should send. Good files cut, flipped, joined with scripts; headers that promise the sky; and files that were
/// made to hurt. One and the same number gives the same file.
/// </summary>
internal static class HostileFiles
{
    /// <summary>Stands in all that must not come out again.</summary>
    public const string Mark = "canary";

    private const int Ways = 5;
    private static readonly MediaKind[] Kinds = Enum.GetValues<MediaKind>();

    private static readonly Lazy<HostileFile[]> Made = new(() =>
        [
            .. JpegSpecimens.All(),
            .. OtherSpecimens.All(),
            .. PdfSpecimens.All(),
            .. PolyglotSpecimens.All(),
        ]
    );

    public static IEnumerable<HostileFile> Of(int count) => Enumerable.Range(0, count).Select(One);

    public static HostileFile Named(string name) => Made.Value.Single(file => file.Name == name);

    public static HostileFile One(int number)
    {
        if (number < Made.Value.Length)
            return Made.Value[number];
        var random = new Random(number);
        if (CutOf(number) is var (kind, percent))
            return Cut(number, Good(kind, random), percent);
        // PDFs cost a process or two each: one in eleven.
        var good = number % 11 == 0 ? Good(MediaKind.Pdf, random) : Picture(random);
        var (how, bytes) = Spoiled(good, Way(number), random);
        return new HostileFile($"{number} {how} {good.Name}", good.Kind, bytes);
    }

    /// <summary>
    /// The kind a number cuts, and at which percent; null when it does something else. Each at every percent takes 500 such
    /// numbers, and then it begins anew with other files.
    /// </summary>
    public static (MediaKind Kind, int Percent)? CutOf(int number)
    {
        if (number < Made.Value.Length || Way(number) != 0)
            return null;
        var place = (number - Made.Value.Length) / Ways;
        return (Kinds[place % Kinds.Length], place / Kinds.Length % 100);
    }

    private static int Way(int number) => (number - Made.Value.Length) % Ways;

    private static HostileFile Cut(int number, GoodFile good, int percent) =>
        new($"{number} cut at {percent} % {good.Name}", good.Kind, Spoils.Cut(good.Bytes, percent));

    private static GoodFile Good(MediaKind kind, Random random)
    {
        var ways = GoodFiles.WaysOf(kind);
        return GoodFiles.One(ways[random.Next(ways.Length)] + GoodFiles.Ways * random.Next(8));
    }

    /// <summary>One of any way a picture can be good.</summary>
    private static GoodFile Picture(Random random)
    {
        var ways = Kinds
            .Where(kind => kind is not MediaKind.Pdf)
            .SelectMany(GoodFiles.WaysOf)
            .ToArray();
        return GoodFiles.One(ways[random.Next(ways.Length)] + GoodFiles.Ways * random.Next(3));
    }

    private static (string, byte[]) Spoiled(GoodFile good, int way, Random random) =>
        way switch
        {
            1 when random.Next(2) == 0 => Closed(good, random.Next(100)),
            1 => Joined(good, random),
            2 or 3 => Flipped(good, random),
            _ => Filled(good.Bytes, random),
        };

    private static (string, byte[]) Closed(GoodFile good, int percent) =>
        ($"closed at {percent} %", Spoils.Closed(good.Kind, good.Bytes, percent));

    private static (string, byte[]) Joined(GoodFile good, Random random)
    {
        var ways = Polyglots.Of(good.Kind, good.Bytes);
        return ways[random.Next(ways.Count)];
    }

    /// <summary>Half of all PNGs so that their checksums do not give it away, and half of those so that nothing packed does.</summary>
    private static (string, byte[]) Flipped(GoodFile good, Random random) =>
        (good.Kind is MediaKind.Png ? random.Next(4) : 0) switch
        {
            2 => ("flipped and resealed", Spoils.Resealed(Spoils.Flipped(good.Bytes, random))),
            3 => ("flipped within", Spoils.FlippedWithin(good.Bytes, random)),
            _ => ("flipped", Spoils.Flipped(good.Bytes, random)),
        };

    private static (string, byte[]) Filled(byte[] good, Random random) =>
        random.Next(4) switch
        {
            0 => ("script behind", [.. good, .. Polyglots.Script]),
            1 => ("archive behind", [.. good, .. Polyglots.Archive]),
            2 => ("noise within", Spoils.Noisy(good, random)),
            _ => ("doubled", [.. good[..(good.Length / 2)], .. good]),
        };
}
