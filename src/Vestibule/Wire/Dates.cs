using System.Globalization;

namespace Vestibule.Wire;

/// <summary>Instants and civil dates as the API writes and its clients send them.</summary>
public static class Dates
{
    private const DateTimeStyles Utc =
        DateTimeStyles.AssumeUniversal
        | DateTimeStyles.AdjustToUniversal
        | DateTimeStyles.AllowWhiteSpaces;

    private static readonly string[] Spellings =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>UTC with <c>Z</c>; up to seven digits of a second, trailing zeros trimmed, none when whole.</summary>
    public static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A civil date, as midnight <c>Z</c>.</summary>
    public static string Text(DateOnly date) =>
        date.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// Every spelling seen from clients: with or without seconds, fraction, <c>Z</c> or offset; no zone means UTC.
    /// An offset's <c>+</c> sent un-encoded in a query arrives as a space. Years 1900 to 2200.
    /// </summary>
    public static bool TryInstant(string raw, out DateTimeOffset at)
    {
        var text = raw.Trim();
        if (text.Length > 6 && text[^6] == ' ' && text[^3] == ':')
        {
            text = $"{text[..^6]}+{text[^5..]}";
        }

        return DateTimeOffset.TryParseExact(
                text,
                Spellings,
                CultureInfo.InvariantCulture,
                Utc,
                out at
            ) && at.Year is >= 1900 and <= 2200;
    }

    /// <summary>As <see cref="TryInstant"/>, but of a date without a time the last microsecond: until the 5th is until it is over.</summary>
    public static bool TryInstantOrEndOfDay(string raw, out DateTimeOffset at)
    {
        var known = TryInstant(raw, out at);
        if (known && raw.Trim().Length == "yyyy-MM-dd".Length)
        {
            at = at.AddDays(1).AddMicroseconds(-1);
        }

        return known;
    }

    /// <summary>The date as it is written, whatever zone follows it.</summary>
    public static bool TryDate(string raw, out DateOnly date)
    {
        date = default;
        return TryInstant(raw, out _)
            && DateOnly.TryParseExact(
                raw.Trim()[..10],
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out date
            );
    }
}
