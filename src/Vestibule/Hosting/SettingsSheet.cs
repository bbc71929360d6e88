using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Vestibule.Hosting;

/// <summary>
/// The raw settings while they are read: gives typed values and gathers what is wrong with them. Each name asked for
/// becomes a known one, so the list of known settings cannot fall behind the code that reads them.
/// </summary>
internal sealed class SettingsSheet(IConfiguration configuration)
{
    private readonly List<string> _mistakes = [];
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Mistakes => _mistakes;

    public void Refuse(string name, string why) => _mistakes.Add($"{name}: {why}");

    public string? Text(string name)
    {
        _known.Add(name);
        return configuration[name]?.Trim() is { Length: > 0 } text ? text : null;
    }

    public bool Flag(string name, bool otherwise)
    {
        switch (Text(name)?.ToLowerInvariant())
        {
            case null:
                return otherwise;
            case "true" or "1":
                return true;
            case "false" or "0":
                return false;
            default:
                Refuse(name, $"\"{Text(name)}\" is neither true nor false");
                return otherwise;
        }
    }

    public int Number(string name, int otherwise, int from, int to)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (Whole(text) is { } number && number >= from && number <= to)
        {
            return number;
        }

        Refuse(name, $"\"{text}\" is not a whole number from {from} to {to}");
        return otherwise;
    }

    /// <summary>One of two numbers; the first when nothing is said.</summary>
    public int OneOf(string name, int usual, int other)
    {
        if (Text(name) is not { } text)
        {
            return usual;
        }

        if (Whole(text) is { } number && (number == usual || number == other))
        {
            return number;
        }

        Refuse(name, $"\"{text}\" is neither {usual} nor {other}");
        return usual;
    }

    public T Choice<T>(string name, T otherwise)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        // Enum.TryParse also takes numbers and lists, which nobody means here.
        if (
            Enum.GetNames<T>()
                .FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) is
            { } found
        )
        {
            return Enum.Parse<T>(found);
        }

        Refuse(name, $"\"{text}\" is none of {string.Join(", ", Enum.GetNames<T>())}");
        return otherwise;
    }

    /// <summary>An array (<c>name:0</c>, <c>name:1</c>, …) or one text with commas.</summary>
    public IReadOnlyList<string> List(string name)
    {
        var items = configuration.GetSection(name).GetChildren().ToList();
        foreach (var item in items)
        {
            _known.Add(item.Path);
        }

        return
        [
            .. (Text(name) ?? "").Split(
                ',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            ),
            .. items.Select(item => item.Value?.Trim() ?? ""),
        ];
    }

    /// <summary>A misspelt setting would silently be its default; so a name nobody reads is a mistake.</summary>
    public void RefuseUnknown(string section)
    {
        var unknown = configuration
            .GetSection(section)
            .AsEnumerable()
            .Where(pair => pair.Value is not null && !_known.Contains(pair.Key))
            .Select(pair => pair.Key);
        foreach (var name in unknown.Order(StringComparer.OrdinalIgnoreCase))
        {
            Refuse(
                name,
                $"there is no such setting; did you mean {Spelling.Nearest(name, _known)}?"
            );
        }
    }

    private static int? Whole(string text) =>
        int.TryParse(
            text,
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
