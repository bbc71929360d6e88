using System.Globalization;
using System.Text;

namespace Vestibule.Vault;

/// <summary>Names of files as people gave them: for showing and for downloads, never for the disk.</summary>
public static class FileNames
{
    public const int Longest = 120;
    private const string Unnamed = "file";

    /// <summary>
    /// A name fit to show: at most 120 characters, composed (NFC), without folders, control and direction characters.
    /// Never empty.
    /// </summary>
    /// <param name="given">A name, a path with either slash, or the last part of a URL's path.</param>
    public static string Clean(string? given)
    {
        if (given is null)
            return Unnamed;
        var last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var shown = new StringBuilder(Math.Min(last.Length, Longest * 2));
        foreach (var rune in last.EnumerateRunes())
        {
            if (IsShown(rune))
                shown.Append(rune.ToString());
        }
        var name = Shorten(Compose.Text(shown.ToString()).Trim(' ', '.'));
        return name.Length == 0 ? Unnamed : name;
    }

    /// <summary>
    /// The <c>Content-Disposition</c> value (RFC 6266, 4.3 and appendix D): an ASCII name for old readers, and the real
    /// one as <c>filename*</c> in the form of RFC 8187.
    /// </summary>
    public static string ContentDisposition(string name, bool inline = false)
    {
        var clean = Clean(name);
        var ascii = string.Concat(
            clean.EnumerateRunes().Select(r => IsPlain(r) ? ((char)r.Value).ToString() : "_")
        );
        return $"{(inline ? "inline" : "attachment")}; filename=\"{ascii}\"; filename*=UTF-8''{Encoded(clean)}";
    }

    /// <summary>The name for bytes that were made of a file of this name and are of another type now: HEIC became JPEG.</summary>
    public static string As(string? name, string mediaType) =>
        name is null ? Unnamed
        : mediaType is MediaTypes.Jpeg
        && System.IO.Path.GetExtension(name).ToLowerInvariant() is ".heic" or ".heif"
            ? System.IO.Path.ChangeExtension(name, ".jpg")
        : name;

    private static string Encoded(string name)
    {
        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            // attr-char of RFC 8187, 3.2.1
            if (char.IsAsciiLetterOrDigit((char)b) || "!#$&+-.^_`|~".Contains((char)b))
                encoded.Append((char)b);
            else
                encoded.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }
        return encoded.ToString();
    }

    /// <summary>Format characters go whole: they include every direction mark and override (Unicode TR 36, 2.10).</summary>
    private static bool IsShown(Rune rune) =>
        rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );

    /// <summary>A quote or backslash would need quoting that readers disagree on; a percent sign some decode.</summary>
    private static bool IsPlain(Rune rune) =>
        rune.Value is >= 0x20 and < 0x7F and not ('"' or '\\' or '%');

    /// <summary>Cuts the middle, so that the ending stays; never inside a character.</summary>
    private static string Shorten(string name)
    {
        if (name.Length <= Longest)
            return name;
        var dot = name.LastIndexOf('.');
        var ending = dot > 0 && name.Length - dot <= 12 ? name[dot..] : "";
        var kept = Longest - ending.Length;
        if (char.IsHighSurrogate(name[kept - 1]))
            kept--;
        return name[..kept].TrimEnd(' ', '.') + ending;
    }
}
