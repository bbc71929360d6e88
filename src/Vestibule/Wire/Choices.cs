using System.Globalization;

namespace Vestibule.Wire;

/// <summary>The members of an enum as requests name them.</summary>
internal static class Choices
{
    /// <summary>One known member, by its number or by its name in any case.</summary>
    public static bool TryRead<E>(string raw, out E value)
        where E : struct, Enum =>
        // "1,2" would be both at once, which none of the API's enums means.
        Enum.TryParse(raw, ignoreCase: true, out value)
        && Enum.IsDefined(value)
        && !raw.Contains(',', StringComparison.Ordinal);

    public static string Refusal<E>()
        where E : struct, Enum =>
        $"is not one of {string.Join(", ", Enum.GetValues<E>().Select(Told))}";

    private static string Told<E>(E choice)
        where E : struct, Enum =>
        $"{Convert.ToInt32(choice, CultureInfo.InvariantCulture)} {choice}";
}
