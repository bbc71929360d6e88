namespace Vestibule.Hosting;

/// <summary>What becomes of files no virus scanner has looked at.</summary>
public enum ScanMode
{
    /// <summary>None is asked.</summary>
    Off,

    /// <summary>They are taken, and the log says so.</summary>
    WarnIfDown,

    /// <summary>They are refused.</summary>
    Require,
}

/// <param name="Address"><c>unix:///run/clamav/clamd.ctl</c> or <c>tcp://host:port</c>.</param>
public sealed record ScanningSettings(ScanMode Mode, Uri Address);

/// <summary>Reads them.</summary>
internal static class ReadScanning
{
    private const string AddressName = "Vestibule:Scanning:Address";
    private static readonly Uri Usual = new("unix:///run/clamav/clamd.ctl");

    public static ScanningSettings From(SettingsSheet sheet) =>
        new(sheet.Choice("Vestibule:Scanning:Mode", ScanMode.Off), Address(sheet));

    private static Uri Address(SettingsSheet sheet)
    {
        if (sheet.Text(AddressName) is not { } text)
        {
            return Usual;
        }

        if (
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (
                address is { Scheme: "tcp", Port: > 0, Host.Length: > 0, AbsolutePath: "" or "/" }
                || address is { Scheme: "unix", Host: "", AbsolutePath.Length: > 1 }
            )
        )
        {
            return address;
        }

        sheet.Refuse(
            AddressName,
            $"\"{text}\" is neither unix:///run/clamav/clamd.ctl nor tcp://127.0.0.1:3310"
        );
        return Usual;
    }
}
