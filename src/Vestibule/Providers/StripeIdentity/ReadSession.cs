using System.Text.Json;
using Stripe.Identity;
using Vestibule.IdentityChecks;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Stripe's words in ours. Every list of theirs can grow.</summary>
internal static class ReadSession
{
    /// <exception cref="JsonException">It is none: something on the way has answered in Stripe's place.</exception>
    public static StripeSession Session(VerificationSession? said) =>
        said is null || !StripeName.IsOne(said.Id)
            ? throw new JsonException("no session")
            : Read(said);

    private static StripeSession Read(VerificationSession said) =>
        new(said.Id, Status(said.Status), said.Livemode)
        {
            Reference = said.ClientReferenceId,
            ErrorCode = said.LastError?.Code is { Length: > 0 } code ? code : null,
            ReportId = said.LastVerificationReportId,
            Redaction = said.Redaction switch
            {
                null => Redaction.None,
                { Status: "redacted" } => Redaction.Redacted,
                _ => Redaction.Processing,
            },
            Paper = said.LastVerificationReport?.Document is { } paper ? Paper(paper) : null,
            Name = Name(said.VerifiedOutputs),
            Files = Files(said.LastVerificationReport),
            Url = Uri.TryCreate(said.Url, UriKind.Absolute, out var url) ? url : null,
        };

    public static List<string> Words(Papers papers) =>
        [
            .. new[]
            {
                (Papers.Passport, "passport"),
                (Papers.DrivingLicence, "driving_license"),
                (Papers.IdCard, "id_card"),
            }
                .Where(one => papers.HasFlag(one.Item1))
                .Select(one => one.Item2),
        ];

    private static SessionStatus Status(string? word) =>
        word switch
        {
            "requires_input" => SessionStatus.RequiresInput,
            "processing" => SessionStatus.Processing,
            "verified" => SessionStatus.Verified,
            "canceled" => SessionStatus.Canceled,
            _ => SessionStatus.Unknown,
        };

    private static VerifiedPaper Paper(VerificationReportDocument paper) =>
        new(
            paper.Type switch
            {
                "passport" => IdentityDocumentType.Passport,
                "driving_license" => IdentityDocumentType.DriversLicense,
                "id_card" => IdentityDocumentType.IdCard,
                _ => IdentityDocumentType.Other,
            },
            paper.IssuingCountry,
            paper.Number,
            paper.ExpirationDate is { Year: > 1, Month: { } month, Day: { } day } date
                ? new DateOnly((int)date.Year, (int)month, (int)day)
                : null
        );

    private static string? Name(VerificationSessionVerifiedOutputs? outputs) =>
        $"{outputs?.FirstName} {outputs?.LastName}".Trim() is { Length: > 0 } name ? name : null;

    private static IReadOnlyList<string> Files(VerificationReport? report) =>
        [
            .. (report?.Document?.Files ?? [])
                .Append(report?.Selfie?.Document)
                .Append(report?.Selfie?.Selfie)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];
}
