namespace Vestibule.Hosting;

/// <summary>Finds what somebody probably meant.</summary>
internal static class Spelling
{
    public static string Nearest(string word, IEnumerable<string> known) =>
        known.MinBy(candidate => Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant()))!;

    /// <summary>Letters to add, drop or change (Levenshtein 1965), one row of the table at a time.</summary>
    public static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                var change = corner + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(above, row[j - 1]) + 1);
                corner = above;
            }
        }

        return row[^1];
    }
}
