using System.Text.Json;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>What members read, by language, out of the files beside this one.</summary>
public sealed class Texts
{
    public static readonly Texts English = Load("en");
    public static readonly Texts Spanish = Load("es");
    public static readonly IReadOnlyList<Texts> All = [English, Spanish];

    private readonly Dictionary<string, string> texts;

    private Texts(string language, Dictionary<string, string> texts) =>
        (Language, this.texts) = (language, texts);

    /// <summary>As HTML names it.</summary>
    public string Language { get; }

    public IReadOnlyCollection<string> Keys => texts.Keys;

    public string this[string key] => texts[key];

    /// <summary>With <paramref name="place"/> for <c>{place}</c>.</summary>
    public string Of(string key, string place) =>
        texts[key].Replace("{place}", place, StringComparison.Ordinal);

    /// <summary>What a code of Stripe's means to the person, null for none.</summary>
    public string? Code(string? code) =>
        code is null ? null : texts.GetValueOrDefault($"code.{code}") ?? texts["code.other"];

    /// <summary>The first of these languages there is, whatever its region; English when there is none.</summary>
    public static Texts In(params IEnumerable<string?> wanted) =>
        wanted
            .OfType<string>()
            .Select(language =>
                All.FirstOrDefault(one =>
                    language.Trim().StartsWith(one.Language, StringComparison.OrdinalIgnoreCase)
                )
            )
            .FirstOrDefault(one => one is not null)
        ?? English;

    private static Texts Load(string language)
    {
        using var file = typeof(Texts).Assembly.GetManifestResourceStream(
            $"Vestibule.Providers.StripeIdentity.texts.{language}.json"
        )!;
        return new Texts(language, JsonSerializer.Deserialize<Dictionary<string, string>>(file)!);
    }
}
