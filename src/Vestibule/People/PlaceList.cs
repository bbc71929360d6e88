using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vestibule.People;

/// <summary>
/// The countries (ISO 3166-1), currencies (ISO 4217) and time zones (IANA) this program knows. Ids are the standards'
/// own numbers, for zones those of the list; both they and the keys are the same on every server and for ever.
/// </summary>
public static class PlaceList
{
    public static IReadOnlyList<Country> Countries(DateTimeOffset at) =>
        [
            .. Lines("countries", 3)
                .Select(line => new Country
                {
                    Id = Number(line[0]),
                    UniqueId = Key("country", line[0]),
                    TwoLetterCode = line[1],
                    Name = line[2],
                    CreatedOn = at,
                    UpdatedOn = at,
                }),
        ];

    public static IReadOnlyList<Currency> Currencies(DateTimeOffset at) =>
        [
            .. Lines("currencies", 4)
                .Select(line => new Currency
                {
                    Id = Number(line[0]),
                    UniqueId = Key("currency", line[0]),
                    Code = line[1],
                    Name = line[2],
                    Format = line[3],
                    CreatedOn = at,
                    UpdatedOn = at,
                }),
        ];

    public static IReadOnlyList<SimpleTimeZone> TimeZones(DateTimeOffset at) =>
        [
            .. Lines("timezones", 4)
                .Select(line => new SimpleTimeZone
                {
                    Id = Number(line[0]),
                    UniqueId = Key("timezone", line[0]),
                    Name = line[1],
                    Description = Description(line[1], Offset(line[2])),
                    TimeOffset = Offset(line[2]),
                    UsesSummerTime = line[3] == "1",
                    CreatedOn = at,
                    UpdatedOn = at,
                }),
        ];

    private static IEnumerable<string[]> Lines(string name, int columns)
    {
        using var stream = typeof(PlaceList).Assembly.GetManifestResourceStream(
            $"Vestibule.People.Data.{name}.csv"
        )!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            yield return line.Split(',', columns);
        }
    }

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    private static double Offset(string hours) => double.Parse(hours, CultureInfo.InvariantCulture);

    /// <summary><c>(UTC+05:45) Kathmandu</c></summary>
    private static string Description(string name, double hours)
    {
        var offset = TimeSpan.FromHours(Math.Abs(hours));
        var place = name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]
            .Replace("/", ", ", StringComparison.Ordinal)
            .Replace('_', ' ');
        return $"(UTC{(hours < 0 ? '-' : '+')}{offset:hh\\:mm}) {place}";
    }

    // A name-based key with a digest of our choice (RFC 9562 section 5.8).
    private static Guid Key(string kind, string number)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"vestibule/{kind}/{number}"));
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest.AsSpan(0, 16), bigEndian: true);
    }
}
