using Microsoft.Extensions.Logging;

namespace Vestibule.Decoding;

/// <summary>What the room has to say. Never anything out of a file.</summary>
internal static partial class DecodeLog
{
    [LoggerMessage(1, LogLevel.Information, "Files are decoded in a process {Walls}")]
    public static partial void Confined(this ILogger log, string walls);

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "Files are decoded in a process that is not walled in completely: {Walls}. Use a kernel with Landlock and seccomp"
    )]
    public static partial void HalfConfined(this ILogger log, string walls);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "PDFs are refused: pdftoppm and pdfinfo are not installed. Install poppler-utils"
    )]
    public static partial void NoPdfTools(this ILogger log);

    [LoggerMessage(4, LogLevel.Warning, "A decode worker was lost over a {Kind} file: {Reason}")]
    public static partial void WorkerLost(this ILogger log, string kind, string reason);

    [LoggerMessage(5, LogLevel.Error, "No decode worker can be started: {Why}")]
    public static partial void NoWorker(this ILogger log, string why);
}
