using System.Collections.Frozen;
using System.Text;

namespace Vestibule.Vault;

/// <summary>
/// Canonical composition (NFC) of Latin, Greek and Cyrillic letters and of Hangul. Written out because the process runs
/// in the invariant culture, where .NET's own normalization returns its input; some systems hand over file names decomposed.
/// </summary>
internal static partial class Compose
{
    private const int Hangul = 0xAC00;
    private const int Leading = 0x1100;
    private const int Vowel = 0x1161;
    private const int Trailing = 0x11A7;

    private static readonly Lazy<FrozenDictionary<(char, char), char>> Pairs = new(() =>
        Table().ToFrozenDictionary(e => (e.Letter, e.Mark), e => e.Composed)
    );

    /// <summary>Composes each letter with the marks right behind it.</summary>
    public static string Text(string text)
    {
        if (text.All(char.IsAscii))
            return text;
        var pairs = Pairs.Value;
        var composed = new StringBuilder(text.Length);
        foreach (var next in text)
        {
            if (composed.Length > 0 && Pair(pairs, composed[^1], next) is { } one)
                composed[^1] = one;
            else
                composed.Append(next);
        }
        return composed.ToString();
    }

    private static char? Pair(FrozenDictionary<(char, char), char> pairs, char letter, char next)
    {
        if (pairs.TryGetValue((letter, next), out var composed))
            return composed;
        // Hangul by arithmetic: The Unicode Standard, 3.12.
        if (letter - Leading is >= 0 and < 19 && next - Vowel is >= 0 and < 21)
            return (char)(Hangul + ((((letter - Leading) * 21) + next - Vowel) * 28));
        if (
            letter - Hangul is var s and >= 0 and < 11172
            && s % 28 == 0
            && next - Trailing is > 0 and < 28
        )
            return (char)(letter + next - Trailing);
        return null;
    }

    private static IEnumerable<(char Letter, char Mark, char Composed)> Table() =>
        from line in Lines
        from i in Enumerable.Range(0, line.Pairs.Length / 2)
        select (line.Pairs[2 * i], line.Mark, line.Pairs[(2 * i) + 1]);
}
