namespace Vestibule.Vision;

/// <summary>Why a file was not taken. The names are part of what clients and metrics see.</summary>
public enum RefusalReason
{
    Damaged = 1,
    CutShort = 2,
    TooManyPixels = 3,
    TooManyPages = 4,
    Animated = 5,
    Unusual = 6,
    PasswordNeeded = 7,
    Unsupported = 8,
    TookTooLong = 9,
    ReaderFailed = 10,
    TooLargeWhenCleaned = 11,
    TooLargeWhenUnpacked = 12,
}

/// <summary>A reason and a sentence for people, to be read after the name of a field or a file.</summary>
/// <param name="Sentence">Begins in lower case with a verb, ends without a full stop.</param>
public sealed record Refusal(RefusalReason Reason, string Sentence)
{
    public static readonly Refusal Damaged = new(
        RefusalReason.Damaged,
        "is damaged and cannot be read: open it yourself, save it anew and send that"
    );

    public static readonly Refusal CutShort = new(
        RefusalReason.CutShort,
        "ends too early: send the whole file again"
    );

    public static readonly Refusal Animated = new(
        RefusalReason.Animated,
        "moves: send a picture that stands still"
    );

    public static readonly Refusal Unusual = new(
        RefusalReason.Unusual,
        "is of a rare kind that is not read here: save it as an ordinary JPEG or PNG"
    );

    public static readonly Refusal PasswordNeeded = new(
        RefusalReason.PasswordNeeded,
        "is locked with a password: save it without one"
    );

    public static readonly Refusal NoPdfReader = new(
        RefusalReason.Unsupported,
        "is a PDF, and this server cannot read PDFs at present: send pictures of the pages"
    );

    public static readonly Refusal NoHeicReader = new(
        RefusalReason.Unsupported,
        "is a HEIC picture, and this server does not read those: send it as a JPEG"
    );

    public static readonly Refusal TookTooLong = new(
        RefusalReason.TookTooLong,
        "takes too long to read: save it in a simpler form, or send a picture of it"
    );

    public static readonly Refusal ReaderFailed = new(
        RefusalReason.ReaderFailed,
        "could not be read: save it in another form, or send a picture of it"
    );

    public static readonly Refusal TooLargeWhenCleaned = new(
        RefusalReason.TooLargeWhenCleaned,
        "is too large once it is unpacked: send a smaller picture"
    );

    public static readonly Refusal TooLargeWhenUnpacked = new(
        RefusalReason.TooLargeWhenUnpacked,
        "unpacks to more than its pixels need: save it anew and send that"
    );

    public static Refusal TooManyPixels(Limits limits) =>
        new(
            RefusalReason.TooManyPixels,
            $"has too many pixels: up to {limits.Pixels / 1_000_000} million, and {limits.Side} on a side, are read"
        );

    public static Refusal TooManyPages(Limits limits) =>
        new(RefusalReason.TooManyPages, $"has more than {limits.Pages} pages");

    /// <summary>The refusal a worker named by its number; null for a number that is none.</summary>
    public static Refusal? Of(int reason, Limits limits) =>
        (RefusalReason)reason switch
        {
            RefusalReason.Damaged => Damaged,
            RefusalReason.CutShort => CutShort,
            RefusalReason.TooManyPixels => TooManyPixels(limits),
            RefusalReason.TooManyPages => TooManyPages(limits),
            RefusalReason.Animated => Animated,
            RefusalReason.Unusual => Unusual,
            RefusalReason.PasswordNeeded => PasswordNeeded,
            RefusalReason.TooLargeWhenCleaned => TooLargeWhenCleaned,
            RefusalReason.TooLargeWhenUnpacked => TooLargeWhenUnpacked,
            _ => null,
        };
}
