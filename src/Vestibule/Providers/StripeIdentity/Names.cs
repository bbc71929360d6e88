using System.Text;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Whether two spellings may be one person's name. A doubt is for a person to clear, so it leans to no.</summary>
public static class Names
{
    // Papers for machines write names without marks (ICAO 9303-3, section 6), people write theirs with them.
    private const string Marked =
        "ÀAÁAÂAÃAĀAĂAĄAÇCĆCĈCĊCČCĎDĐDÈEÉEÊEËEĒEĔEĖEĘEĚEĜGĞGĠGĢGĤHĦHÌIÍIÎIÏIĨIĪIĬIĮIİIĴJĶKĹLĻLĽLŁLÑNŃNŅNŇNÒOÓOÔOÕOŌOŎOŐOŔRŖRŘRŚSŜSŞSŠSȘSŢTŤTȚTÙUÚUÛUŨUŪUŬUŮUŰUŲUŴWŶYÝYŸYŹZŻZŽZ";

    private static readonly Dictionary<char, string> Plain = Fold();

    /// <summary>All parts of the shorter one are among the other's, and they share two, or are one word each.</summary>
    public static bool AreAlike(string one, string other)
    {
        var (first, second) = (Parts(one), Parts(other));
        var (few, many) = first.Count <= second.Count ? (first, second) : (second, first);
        return few.Count > 0 && few.IsSubsetOf(many) && (few.Count > 1 || many.Count == 1);
    }

    private static HashSet<string> Parts(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name.ToUpperInvariant())
        {
            if (letter is '\'' or '’' or '`' or '.')
            {
                continue;
            }

            plain.Append(
                Plain.TryGetValue(letter, out var text) ? text
                : char.IsLetterOrDigit(letter) ? letter.ToString()
                : " "
            );
        }

        return plain
            .ToString()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static Dictionary<char, string> Fold()
    {
        var fold = new Dictionary<char, string>
        {
            ['Ä'] = "AE",
            ['Æ'] = "AE",
            ['Å'] = "AA",
            ['Ö'] = "OE",
            ['Ø'] = "OE",
            ['Œ'] = "OE",
            ['Ü'] = "UE",
            ['ß'] = "SS",
            ['ẞ'] = "SS",
            ['Þ'] = "TH",
        };
        for (var at = 0; at < Marked.Length; at += 2)
        {
            fold[Marked[at]] = Marked[at + 1].ToString();
        }

        return fold;
    }
}
