using System.Net.Mail;
using Microsoft.Extensions.Configuration;
using Vestibule.Access;

namespace Vestibule.Hosting;

/// <summary>Reads and checks the settings. All mistakes are found at once, each told in one line with its cure.</summary>
public static class ReadSettings
{
    private const int Megabyte = 1024 * 1024;

    /// <returns>The settings, to be used only when there are no mistakes.</returns>
    public static (Settings Settings, IReadOnlyList<string> Mistakes) From(
        IConfiguration configuration
    )
    {
        var sheet = new SettingsSheet(configuration);
        var dataPath = Path.GetFullPath(sheet.Text("Vestibule:DataPath") ?? "data");
        var database = ReadConnections.Database(sheet, dataPath);
        var publicUrl = PublicUrl(sheet);
        var settings = new Settings(
            dataPath,
            sheet.Flag("Vestibule:Demo", otherwise: false),
            publicUrl,
            database,
            ReadConnections.Keys(sheet, dataPath, database),
            Vault(sheet, dataPath),
            Admin(sheet),
            Outbound(sheet),
            Api(sheet),
            new DocumentSettings(
                sheet.Number("Vestibule:Documents:MaxFileMegabytes", otherwise: 10, from: 1, to: 25)
                    * Megabyte
            ),
            new ScrubSettings(
                TimeSpan.FromDays(
                    sheet.Number("Vestibule:Scrub:Days", otherwise: 30, from: 1, to: 365)
                )
            ),
            ReadUploads.From(sheet),
            ReadScanning.From(sheet),
            ReadJournal.From(sheet, dataPath),
            ReadEdge.From(sheet, publicUrl),
            Decoding(sheet),
            new StripeSettings(StripeBase(sheet)),
            ReadEvidence.From(sheet)
        );
        sheet.RefuseUnknown("Vestibule");
        return (settings, sheet.Mistakes);
    }

    private static DecodingSettings Decoding(SettingsSheet sheet) =>
        new(
            sheet.Number("Vestibule:Decoding:Workers", otherwise: 0, from: 0, to: 16)
                is > 0
                    and var workers
                ? workers
                : null,
            sheet.Flag("Vestibule:Decoding:Heic", otherwise: true)
        );

    private static Uri? PublicUrl(SettingsSheet sheet)
    {
        const string name = "Vestibule:PublicUrl";
        if (sheet.Text(name) is not { } text)
        {
            return null;
        }

        if (
            Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "", UserInfo: "" }
        )
        {
            return url;
        }

        sheet.Refuse(
            name,
            $"\"{text}\" is not an address like https://checks.example.com (no path, no query)"
        );
        return null;
    }

    private static Uri? StripeBase(SettingsSheet sheet)
    {
        const string name = "Vestibule:Stripe:ApiBase";
        if (sheet.Text(name) is not { } text)
        {
            return null;
        }

        if (
            Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            && (url.Scheme is "https" || url is { Scheme: "http", IsLoopback: true })
        )
        {
            return url;
        }

        sheet.Refuse(
            name,
            "is neither an https address nor one of this machine (no path, no query, no name); keys are sent there"
        );
        return null;
    }

    private static VaultSettings Vault(SettingsSheet sheet, string dataPath) =>
        new(
            Path.GetFullPath(
                sheet.Text("Vestibule:Vault:MasterKeyFile") ?? Path.Combine(dataPath, "master.key")
            ),
            Path.Combine(dataPath, "files")
        );

    private static AdminSettings Admin(SettingsSheet sheet)
    {
        const string emailName = "Vestibule:Admin:Email";
        const string passwordName = "Vestibule:Admin:Password";
        var email = sheet.Text(emailName);
        var password = sheet.Text(passwordName);
        if (
            email is not null
            && (!MailAddress.TryCreate(email, out var address) || address.Address != email)
        )
        {
            sheet.Refuse(emailName, $"\"{email}\" is not an e-mail address like admin@example.com");
        }

        if (password is not null && email is null)
        {
            sheet.Refuse(
                passwordName,
                $"a password was given without {emailName}; give both, or neither"
            );
        }

        if (password is { Length: < PasswordRules.Shortest })
        {
            sheet.Refuse(passwordName, $"must have at least {PasswordRules.Shortest} characters");
        }
        else if (password is not null && PasswordRules.Objection(password, email) is { } why)
        {
            sheet.Refuse(passwordName, why);
        }

        return new AdminSettings(email ?? "admin@example.com", password);
    }

    private static OutboundSettings Outbound(SettingsSheet sheet)
    {
        const string name = "Vestibule:Outbound:AllowedAddresses";
        List<AllowedAddress> addresses = [];
        foreach (var text in sheet.List(name))
        {
            if (ReadAddress.Allowed(text) is { } address)
            {
                addresses.Add(address);
            }
            else
            {
                sheet.Refuse(
                    name,
                    $"\"{text}\" is not host:port, like files.internal:8443 or [fd00::1]:443"
                );
            }
        }

        return new OutboundSettings(
            addresses,
            sheet.Flag("Vestibule:Outbound:AllowHttp", otherwise: false)
        );
    }

    private static ApiSettings Api(SettingsSheet sheet) =>
        new(
            sheet.OneOf("Vestibule:Api:MissingRoleStatus", 401, 403),
            sheet.Choice("Vestibule:Api:CreateValue", CreateValue.Record),
            new RateLimitSettings(
                sheet.Flag("Vestibule:Api:RateLimit:Enabled", otherwise: true),
                sheet.Number(
                    "Vestibule:Api:RateLimit:PerMinute",
                    otherwise: 6000,
                    from: 1,
                    to: 10_000_000
                ),
                sheet.Number(
                    "Vestibule:Api:RateLimit:WritesPerMinute",
                    otherwise: 3000,
                    from: 1,
                    to: 10_000_000
                ),
                sheet.OneOf("Vestibule:Api:RateLimit:Status", 429, 409)
            )
        );
}
