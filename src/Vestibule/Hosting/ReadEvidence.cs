using Vestibule.Documents;

namespace Vestibule.Hosting;

/// <summary>Reads what is kept of files, and how much of them.</summary>
internal static class ReadEvidence
{
    private const long Megabyte = 1024 * 1024;
    private const long Gigabyte = 1024 * Megabyte;

    public static EvidenceSettings From(SettingsSheet sheet) =>
        new(
            sheet.Choice("Vestibule:Evidence:KeepOriginal", KeepOriginal.Retention),
            Bound(sheet, "Vestibule:Evidence:MaxFilesPerMember", otherwise: 1_000, 1_000_000),
            Bound(sheet, "Vestibule:Evidence:MaxFilesPerLocation", otherwise: 0, int.MaxValue),
            Bound(sheet, "Vestibule:Evidence:MaxGigabytesPerLocation", otherwise: 0, 1_000_000)
                * Gigabyte,
            sheet.Number("Vestibule:Evidence:LeaveFreeMegabytes", 1_024, from: 0, to: 1_000_000)
                * Megabyte
        );

    /// <summary>0 is no bound.</summary>
    private static long? Bound(SettingsSheet sheet, string name, int otherwise, int most) =>
        sheet.Number(name, otherwise, from: 0, most) is > 0 and var bound ? bound : null;
}
