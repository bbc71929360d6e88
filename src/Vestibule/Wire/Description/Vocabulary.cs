using System.Text.RegularExpressions;

namespace Vestibule.Wire.Description;

/// <summary>All that is said about records and members, with something plain to say where nothing was written.</summary>
internal static partial class Vocabulary
{
    private static readonly Dictionary<string, EntityWords> Entities = new[]
    {
        CheckWords.All,
        DocumentWords.All,
        PeopleWords.Business,
        PeopleWords.Coworker,
        UserWords.All,
        AccessWords.UserRole,
        AccessWords.Role,
        AccessWords.ApiKey,
        JournalWords.All,
        ListWords.Country,
        ListWords.Currency,
        ListWords.TimeZone,
    }.ToDictionary(words => words.Name);

    public static bool Knows(string entity) => Entities.ContainsKey(entity);

    public static EntityWords Of(string entity) =>
        Entities.GetValueOrDefault(entity)
        ?? new EntityWords(
            entity,
            Chapters.Lists,
            $"one {Spaced(entity)}",
            $"{Spaced(entity)} records"
        );

    public static MemberWords Of(EntityWords entity, string member) =>
        entity[member]
        ?? SystemWords.Read.FirstOrDefault(words => words.Name == member)
        ?? new MemberWords(
            member,
            $"{Spaced(member)[..1].ToUpperInvariant()}{Spaced(member)[1..]}."
        );

    /// <summary><c>tax rate type</c> for <c>TaxRateType</c>.</summary>
    private static string Spaced(string name) =>
        Humps().Replace(name, " $0").ToLowerInvariant().Trim();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])", RegexOptions.None, 1000)]
    private static partial Regex Humps();
}
