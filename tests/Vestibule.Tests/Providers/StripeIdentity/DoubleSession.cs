using System.Globalization;
using System.Text.Json.Nodes;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>One verification session in the double, which moves as Stripe's do.</summary>
internal sealed class DoubleSession
{
    private static int made;
    private readonly StripeDouble stripe;
    private int reports;

    public DoubleSession(StripeDouble stripe, DoubleKey key, Dictionary<string, string> form)
    {
        this.stripe = stripe;
        var number = Interlocked.Increment(ref made);
        Id = $"vs_{number.ToString("D8", CultureInfo.InvariantCulture)}{Guid.NewGuid():N}"[..27];
        Key = key;
        Reference = form.GetValueOrDefault("client_reference_id");
        ReturnUrl = form.GetValueOrDefault("return_url") ?? "";
        Form = form;
    }

    public string Id { get; }
    public DoubleKey Key { get; }
    public bool Live => Key.Live;
    public string? Reference { get; }
    public string ReturnUrl { get; }
    public IReadOnlyDictionary<string, string> Form { get; }
    public string Status { get; set; } = "requires_input";
    public string? Code { get; set; }

    /// <summary>A <c>last_error</c> whose code is null, as some fixtures have it.</summary>
    public bool EmptyError { get; set; }
    public string? Redaction { get; private set; }
    public string Token { get; private set; } = "";
    public string FirstName { get; set; } = "Jane";
    public string LastName { get; set; } = "Roe";
    public string PaperType { get; set; } = "passport";
    public string Country { get; set; } = "ES";
    public string Number { get; set; } = "SPECIMEN-123456";
    public IReadOnlyList<string> Files =>
        reports == 0 ? [] : [$"file_{Id}_front", $"file_{Id}_back"];
    public string? Report => reports == 0 ? null : $"vr_{Id}_{reports}";

    public void Submit()
    {
        (Status, Code) = ("processing", null);
        reports++;
        Happened("processing");
    }

    public void Verify()
    {
        (Status, Code) = ("verified", null);
        reports = Math.Max(reports, 1);
        Happened("verified");
    }

    public void Fail(string code, bool report = true)
    {
        reports += report && Status != "processing" ? 1 : 0;
        (Status, Code) = ("requires_input", code);
        Happened("requires_input");
    }

    public void Cancel()
    {
        Status = "canceled";
        Happened("canceled");
    }

    public void Redact()
    {
        if (Status == "requires_input")
        {
            Cancel();
        }

        Redaction = "processing";
    }

    public void FinishRedaction()
    {
        Redaction = "redacted";
        Happened("redacted");
    }

    public void UseUp() => Token = "";

    /// <summary>An event about it, with the session as it is now.</summary>
    public DoubleEvent Happened(string what)
    {
        var said = new DoubleEvent(
            $"evt_{Guid.NewGuid():N}",
            $"identity.verification_session.{what}",
            this,
            Live,
            Tell(stripe, [])
        );
        stripe.Events.Enqueue(said);
        return said;
    }

    public string Tell(StripeDouble asked, IReadOnlyList<string> expand)
    {
        var open = Status == "requires_input";
        if (open)
        {
            Token = $"{Guid.NewGuid():N}";
            asked.Secrets.Enqueue(Token);
        }

        var secret = $"{Id}_secret_{Guid.NewGuid():N}";
        asked.Secrets.Enqueue(secret);
        var told = new JsonObject
        {
            ["id"] = Id,
            ["object"] = "identity.verification_session",
            ["client_reference_id"] = Reference,
            ["client_secret"] = open ? secret : null,
            ["created"] = 1_700_000_000,
            ["last_error"] =
                Code is not null ? new JsonObject { ["code"] = Code, ["reason"] = "A sentence." }
                : EmptyError ? new JsonObject { ["code"] = null, ["reason"] = null }
                : null,
            ["last_verification_report"] = Report,
            ["livemode"] = Live,
            ["metadata"] = new JsonObject(),
            ["options"] = new JsonObject(),
            ["redaction"] = Redaction is null ? null : new JsonObject { ["status"] = Redaction },
            ["status"] = Status,
            ["type"] = "document",
            ["url"] = open ? $"{asked.Address}hosted/{Token}" : null,
        };
        if (expand.Contains("verified_outputs") && Status == "verified")
        {
            told["verified_outputs"] = Outputs();
        }

        if (expand.Contains("last_verification_report") && Report is not null)
        {
            told["last_verification_report"] = ReportTold(expand);
        }

        return told.ToJsonString();
    }

    private string Shown(string text) => Redaction == "redacted" ? "[redacted]" : text;

    private JsonObject Outputs() =>
        new()
        {
            ["first_name"] = Shown(FirstName),
            ["last_name"] = Shown(LastName),
            ["address"] = null,
        };

    private JsonObject ReportTold(IReadOnlyList<string> expand)
    {
        var document = new JsonObject
        {
            ["status"] = Status == "verified" ? "verified" : "unverified",
            ["type"] = PaperType,
            ["issuing_country"] = Country,
            ["first_name"] = Shown(FirstName),
            ["last_name"] = Shown(LastName),
            ["files"] = new JsonArray([.. Files.Select(file => JsonValue.Create(file))]),
        };
        if (expand.Contains("last_verification_report.document.number"))
        {
            document["number"] = Shown(Number);
        }

        if (expand.Contains("last_verification_report.document.expiration_date"))
        {
            document["expiration_date"] = new JsonObject
            {
                ["day"] = 31,
                ["month"] = 5,
                ["year"] = 2031,
            };
        }

        return new JsonObject
        {
            ["id"] = Report,
            ["object"] = "identity.verification_report",
            ["created"] = 1_700_000_000,
            ["livemode"] = Live,
            ["type"] = "document",
            ["verification_session"] = Id,
            ["document"] = document,
        };
    }
}
