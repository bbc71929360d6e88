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

    private static readonly Lazy<HostileFile[]> Made = new(() =>
        [.. JpegSpecimens.All(), .. OtherSpecimens.All(), .. PdfSpecimens.All()]
    );

    public static IEnumerable<HostileFile> Of(int count) => Enumerable.Range(0, count).Select(One);

    public static HostileFile Named(string name) => Made.Value.Single(file => file.Name == name);

    public static HostileFile One(int number)
    {
        if (number < Made.Value.Length)
            return Made.Value[number];
        var random = new Random(number);
        // PDFs cost a process or two each: one in eight.
        var good = GoodFiles.One(
            number % 8 == 0 ? 24 + number / 8 % 2 + 26 * random.Next(8) : Picture(random)
        );
        var (how, bytes) = Spoiled(good.Bytes, number, random);
        return new HostileFile($"{number} {how} {good.Name}", good.Kind, bytes);
    }

    private static int Picture(Random random) => random.Next(24) + 26 * random.Next(3);

    private static (string, byte[]) Spoiled(byte[] good, int number, Random random)
    {
        switch (number % 5)
        {
            case 0 or 1:
                var percent = random.Next(100);
                return ($"cut at {percent} %", good[..(int)((long)good.Length * percent / 100)]);
            case 2 or 3:
                var flipped = (byte[])good.Clone();
                for (var n = random.Next(1, 60); n > 0; n--)
                    flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
                return ("flipped", flipped);
            default:
                return random.Next(4) switch
                {
                    0 => (
                        "script behind",
                        [.. good, .. "<script>canary()</script><?php canary(); ?>"u8]
                    ),
                    1 => (
                        "archive behind",
                        [.. good, .. "PK\u0003\u0004canary"u8, .. new byte[50]]
                    ),
                    2 => ("noise within", Noisy(good, random)),
                    _ => ("doubled", [.. good[..(good.Length / 2)], .. good]),
                };
        }
    }

    private static byte[] Noisy(byte[] good, Random random)
    {
        var noisy = (byte[])good.Clone();
        var from = random.Next(noisy.Length / 4, noisy.Length);
        random.NextBytes(noisy.AsSpan(from, Math.Min(random.Next(1, 400), noisy.Length - from)));
        return noisy;
    }
}
