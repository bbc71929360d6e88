namespace Vestibule.Access;

/// <summary>
/// What a password must be: long, and none of those that are tried first (NIST SP 800-63B section 3.1.1.2). Nothing is
/// asked about capitals, digits or signs, which make passwords alike rather than strong.
/// </summary>
public static class PasswordRules
{
    /// <summary>Characters.</summary>
    public const int Shortest = 12;

    /// <summary>Characters; far beyond what anybody types, and short enough to hash.</summary>
    public const int Longest = 1024;

    /// <summary>Who has more different characters or pieces than this has not just typed what everybody types.</summary>
    private const int FewCharacters = 4;
    private const int FewPieces = 4;

    /// <summary>Beyond this length a password of common words is a sentence.</summary>
    private const int LongestGuessed = 48;

    /// <summary>What is wrong with it, as it is said after the member's name; null when nothing is.</summary>
    /// <param name="own">What is known of its owner: e-mail, name.</param>
    public static string? Objection(string password, params IReadOnlyList<string?> own) =>
        password.Length < Shortest ? $"is shorter than {Shortest} characters"
        : password.Length > Longest ? $"is longer than {Longest} characters"
        : IsGuessed(password, own) || BreachedPasswords.Hold(password, own) ? "is too easy to guess"
        : null;

    private static bool IsGuessed(string password, IReadOnlyList<string?> own)
    {
        var text = password.ToLowerInvariant();
        if (text.Distinct().Count() < FewCharacters)
            return true;
        if (text.Length > LongestGuessed)
            return false;
        var words = own.SelectMany(Parts).ToList();
        return Pieces(Unrepeated(text), words) <= FewPieces;
    }

    /// <summary>An address and a name by their words: <c>ada.byron@example.com</c> is easy for who knows Ada Byron.</summary>
    private static IEnumerable<string> Parts(string? own) =>
        own is null
            ? []
            : own.ToLowerInvariant()
                .Split([' ', '@', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries)
                .Where(part => part.Length >= 3)
                .Append(own.ToLowerInvariant());

    /// <summary><c>abcabcabcabc</c> is no harder than <c>abc</c>.</summary>
    private static string Unrepeated(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
            if (
                text.Length % length == 0
                && text == string.Concat(Enumerable.Repeat(text[..length], text.Length / length))
            )
                return text[..length];
        return text;
    }

    /// <summary>The fewest pieces the text falls into: a common word, a run of keys, a few digits; else each character is one. What only parts words is none.</summary>
    private static int Pieces(string text, IReadOnlyList<string> own)
    {
        var fewest = new int[text.Length + 1];
        for (var end = 1; end <= text.Length; end++)
        {
            fewest[end] = fewest[end - 1] + 1;
            for (var start = 0; start < end; start++)
                if (Weight(text[start..end], own) is { } weight)
                    fewest[end] = Math.Min(fewest[end], fewest[start] + weight);
        }

        return fewest[^1];
    }

    private static int? Weight(string piece, IReadOnlyList<string> own) =>
        piece is "-" or "_" or "." or " " ? 0
        : CommonWords.Holds(piece) || own.Contains(piece) || IsRun(piece) ? 1
        : piece.Length is 4 or 6 or 8 && piece.All(char.IsAsciiDigit) ? 2
        : null;

    private static bool IsRun(string piece) =>
        piece.All(c => c == piece[0])
        || (piece.Length >= 3 && CommonWords.Rows.Any(row => row.Contains(piece)));
}
