namespace Vestibule.Vision;

/// <summary>
/// PDF from the outside: a beginning, an end, and where the end says its table is (ISO 32000-2, 7.5). Its insides are for
/// the renderer alone.
/// </summary>
internal static class PdfWalk
{
    public static Walked Of(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith("%PDF-"u8))
            return Refusal.Damaged;
        var end = file.LastIndexOf("%%EOF"u8);
        if (end < 0 || file[..end].LastIndexOf("startxref"u8) < 0)
            return Refusal.CutShort;
        var length = end + 5;
        return new Walked.Fit(new Shape(0, 0), file[..length].ToArray(), HadExtras: true);
    }
}
