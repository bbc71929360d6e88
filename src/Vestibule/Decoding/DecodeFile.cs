using Vestibule.Vision;

namespace Vestibule.Decoding;

/// <summary>One file through one worker. Blocks; runs on a thread that may.</summary>
internal sealed class DecodeFile(DecodeOptions options)
{
    private readonly PdfReading? pdf = PdfTools.Find() is { } tools
        ? new PdfReading(tools, options)
        : null;

    public bool ReadsPdf => pdf is not null;

    /// <summary>What this server cannot read whatever is in it; null when it can.</summary>
    public Refusal? Against(MediaKind kind) =>
        kind switch
        {
            MediaKind.Pdf when pdf is null => Refusal.NoPdfReader,
            MediaKind.Heic when !options.Heic => Refusal.NoHeicReader,
            _ => null,
        };

    /// <exception cref="IOException">The worker or the renderer is gone.</exception>
    /// <exception cref="InvalidDataException">It talks nonsense.</exception>
    public DecodeOutcome Run(
        WorkerProcess worker,
        MediaKind kind,
        ReadOnlyMemory<byte> file,
        CancellationToken late
    ) =>
        (kind, worker.Send(kind, file)) switch
        {
            (_, WorkerProcess.Answer.Refused(var why)) => new DecodeOutcome.Refused(why),
            (MediaKind.Pdf, WorkerProcess.Answer.Bare(var length))
                when length >= 0 && length <= file.Length => Book(worker, file[..length], late),
            (not MediaKind.Pdf, WorkerProcess.Answer.Seen(var prints)) => new DecodeOutcome.Decoded(
                kind.Cleaned().MediaType(),
                prints.Cleaned,
                [prints.Page],
                prints.Thumbnail,
                prints.Blurred
            ),
            _ => throw new InvalidDataException("a worker answers what it was not asked"),
        };

    private DecodeOutcome Book(
        WorkerProcess worker,
        ReadOnlyMemory<byte> file,
        CancellationToken late
    )
    {
        var (count, locked) = pdf!.Count(file, late);
        late.ThrowIfCancellationRequested();
        if (count is null or 0)
            return new DecodeOutcome.Refused(locked ? Refusal.PasswordNeeded : Refusal.Damaged);
        if (count > options.Limits.Pages)
            return new DecodeOutcome.Refused(Refusal.TooManyPages(options.Limits));
        var pages = new List<Prints>();
        foreach (var (width, height, pixels) in pdf.Draw(file, count.Value, late))
        {
            switch (worker.Send(width, height, pixels))
            {
                case WorkerProcess.Answer.Seen(var prints):
                    pages.Add(prints);
                    break;
                case WorkerProcess.Answer.Refused(var why):
                    return new DecodeOutcome.Refused(why);
                default:
                    throw new InvalidDataException("a worker answers what it was not asked");
            }
        }
        late.ThrowIfCancellationRequested();
        return pages.Count < count ? new DecodeOutcome.Refused(Refusal.Damaged) : Bound(pages);
    }

    private static DecodeOutcome.Decoded Bound(List<Prints> pages) =>
        new(
            MediaKind.Pdf.MediaType(),
            PictureBook.Of([.. pages.Select(page => (page.Cleaned, page.Width, page.Height))]),
            [.. pages.Select(page => page.Page)],
            pages[0].Thumbnail,
            pages[0].Blurred
        );
}
