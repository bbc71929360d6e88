namespace Vestibule.Hosting;

/// <summary>How much patience and room there is for people who send files.</summary>
/// <param name="PerAddress">On their way at once from one address; of IPv6 from one /64.</param>
/// <param name="AtOnce">On their way at once from everywhere.</param>
/// <param name="BytesPerSecond">The least, on average, after a grace of ten seconds.</param>
/// <param name="Deadline">For the whole of one file.</param>
public sealed record UploadSettings(
    int PerAddress,
    int AtOnce,
    int BytesPerSecond,
    TimeSpan Deadline
)
{
    /// <summary>A phone may need so long to find its network again.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
}

/// <summary>Reads them.</summary>
internal static class ReadUploads
{
    public static UploadSettings From(SettingsSheet sheet) =>
        new(
            sheet.Number("Vestibule:Uploads:PerAddress", otherwise: 20, from: 1, to: 2000),
            sheet.Number("Vestibule:Uploads:AtOnce", otherwise: 200, from: 1, to: 2000),
            sheet.Number("Vestibule:Uploads:KilobytesPerSecond", otherwise: 16, from: 1, to: 1024)
                * 1024,
            TimeSpan.FromSeconds(
                sheet.Number(
                    "Vestibule:Uploads:DeadlineSeconds",
                    otherwise: 600,
                    from: 10,
                    to: 3600
                )
            )
        );
}
