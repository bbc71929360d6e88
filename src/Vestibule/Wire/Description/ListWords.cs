using static Vestibule.Wire.Description.Taken;

namespace Vestibule.Wire.Description;

/// <summary>What is said about the lists that come with the program.</summary>
internal static class ListWords
{
    public static readonly EntityWords Country = new(
        "Country",
        Chapters.Lists,
        "a country",
        "countries"
    )
    {
        Members =
        [
            new("Name", "English name.", Never, "Spain"),
            new("TwoLetterCode", "ISO 3166-1 code.", Never, "ES"),
            new("Id", "ISO 3166-1 number.", Never, 724L),
        ],
    };

    public static readonly EntityWords Currency = new(
        "Currency",
        Chapters.Lists,
        "a currency",
        "currencies"
    )
    {
        Members =
        [
            new("Name", "English name.", Never, "Euro"),
            new("Code", "ISO 4217 code.", Never, "EUR"),
            new("Format", "How amounts are written, a .NET number format.", Never, "€0.00"),
            new("Id", "ISO 4217 number.", Never, 978L),
        ],
    };

    public static readonly EntityWords TimeZone = new(
        "SimpleTimeZone",
        Chapters.Lists,
        "a time zone",
        "time zones"
    )
    {
        Members =
        [
            new("Name", "IANA name.", Never, "Europe/Madrid"),
            new("Description", "What it is called in lists.", Never, "(UTC+01:00) Madrid"),
            new("TimeOffset", "Hours from UTC in winter.", Never, 1),
            new("UsesSummerTime", "Whether clocks are changed.", Never, true),
        ],
    };
}
