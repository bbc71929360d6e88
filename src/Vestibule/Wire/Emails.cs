namespace Vestibule.Wire;

/// <summary>E-mail addresses as they are taken: one @ with something on both sides and nothing that could break a header.</summary>
internal static class Emails
{
    private const string Broken = "is not an e-mail address";

    public static string? Email(this Reading read, string member) =>
        Checked(read, member, read.Text(member, Reading.LongestName)?.Trim());

    public static string RequiredEmail(this Reading read, string member) =>
        Checked(read, member, read.RequiredText(member).Trim()) ?? "";

    private static string? Checked(Reading read, string member, string? text)
    {
        if (text is { Length: > 0 } && !IsAddress(text))
        {
            read.Refuse(member, Broken);
        }

        return text is { Length: > 0 } ? text : null;
    }

    private static bool IsAddress(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && at == text.LastIndexOf('@')
        && at < text.Length - 1
        && !text.Any(c =>
            char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';' or '"'
        );
}
