namespace Vestibule.Decoding;

/// <summary>The two programs of poppler-utils that read PDFs, where they are installed.</summary>
internal sealed record PdfTools(string Info, string Render)
{
    private static readonly string[] Folders = ["/usr/bin", "/usr/local/bin", "/bin"];

    private static readonly string[] Readable =
    [
        "/lib",
        "/lib64",
        "/usr/lib",
        "/usr/lib64",
        "/usr/local/lib",
        "/etc/ld.so.cache",
        "/dev/null",
        "/dev/urandom",
        "/usr/share/poppler",
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/usr/share/fontconfig",
        "/etc/fonts",
        "/var/cache/fontconfig",
    ];

    /// <summary>Null when they are not installed; then PDFs are refused with that reason.</summary>
    public static PdfTools? Find() =>
        Place("pdfinfo") is { } info && Place("pdftoppm") is { } render
            ? new PdfTools(info, render)
            : null;

    /// <summary>Says on its output how many pages there are; reads the file from its input.</summary>
    public Errand Count(DecodeOptions options) => Of(Info, ["-"], options);

    /// <summary>
    /// Draws the pages one after the other, as PPM on its output. Scaled to a long side, not to a resolution, so that no
    /// page decides how large its picture gets; cropped, as everybody else shows it.
    /// </summary>
    public Errand Draw(int pages, DecodeOptions options) =>
        Of(
            Render,
            [
                "-q",
                "-cropbox",
                "-scale-to",
                options.Limits.PageSideOf(pages).ToString(),
                "-f",
                "1",
                "-l",
                pages.ToString(),
                "-",
            ],
            options
        );

    private static Errand Of(string tool, IReadOnlyList<string> arguments, DecodeOptions options) =>
        new(
            tool,
            arguments,
            ["LC_ALL=C.UTF-8", "HOME=/nonexistent"],
            Readable,
            new Bounds(
                options.Memory,
                options.Memory * 2,
                options.ProcessorTime,
                OpenFiles: 64,
                MayThread: false
            ),
            options.Walls
        );

    private static string? Place(string name) =>
        Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
