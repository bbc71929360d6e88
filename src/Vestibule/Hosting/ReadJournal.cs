namespace Vestibule.Hosting;

/// <summary>Reads where the journal's checkpoints go.</summary>
internal static class ReadJournal
{
    private const string SyslogName = "Vestibule:Journal:Syslog";

    public static JournalSettings From(SettingsSheet sheet, string dataPath)
    {
        var data = Path.TrimEndingDirectorySeparator(dataPath);
        var file = Path.GetFullPath(
            sheet.Text("Vestibule:Journal:CheckpointFile") ?? $"{data}-checkpoints.jsonl"
        );
        return new(
            file,
            file.StartsWith(data + Path.DirectorySeparatorChar, StringComparison.Ordinal),
            Syslog(sheet)
        );
    }

    private static Uri? Syslog(SettingsSheet sheet)
    {
        if (sheet.Text(SyslogName) is not { } text)
        {
            return null;
        }

        if (
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (
                address is { Scheme: "udp", Port: > 0, Host.Length: > 0, AbsolutePath: "" or "/" }
                || address is { Scheme: "unix", Host: "", AbsolutePath.Length: > 1 }
            )
        )
        {
            return address;
        }

        sheet.Refuse(SyslogName, $"\"{text}\" is neither udp://host:514 nor unix:///dev/log");
        return null;
    }
}
