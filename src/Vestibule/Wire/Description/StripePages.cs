using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using static Vestibule.Wire.Description.Parts;

namespace Vestibule.Wire.Description;

/// <summary>A location's settings for Stripe Identity.</summary>
internal static class StripePages
{
    public static readonly IReadOnlyDictionary<string, RoutePage> All = new Dictionary<
        string,
        RoutePage
    >
    {
        [$"GET {StripeAccountBody.Path}"] = new("get_stripe_account", Chapters.People, Get),
        [$"PUT {StripeAccountBody.Path}"] = new("put_stripe_account", Chapters.People, Put),
        [$"POST {StripeAccountBody.Path}/check"] = new(
            "check_stripe_account",
            Chapters.People,
            Check
        ),
    };

    private static readonly IOpenApiParameter Location = Operations.InPath(
        "id",
        "Number of the location; 0 for the network's settings, which only full administrators see."
    );

    private static OpenApiOperation Get(OpenApiDocument document) =>
        Operations.Make(
            document,
            "Read a location's settings for Stripe Identity",
            "A location without settings of its own uses the network's. Secrets are shown by their last four characters. "
                + "Stripe is to send the six events `identity.verification_session.*` to `WebhookPath`; `redacted` has to be chosen by name.",
            (200, Answer("The settings.", Account(document), ("settings", AccountExample()))),
            [401, 404, 429, 500],
            [Location]
        );

    private static OpenApiOperation Put(OpenApiDocument document)
    {
        var schema = Once(
            "StripeAccountWrite",
            () =>
            {
                var closed = EnvelopeSchemas.Closed([
                    .. Choices(),
                    (
                        "RestrictedKey",
                        Schemas.Text(
                            "A restricted key of Stripe's, test or live. Kept sealed and never shown again."
                        )
                    ),
                    (
                        "WebhookSecrets",
                        Schemas.ListOf(
                            Schemas.Text(
                                "The secret of the webhook; two while one takes the other's place."
                            )
                        )
                    ),
                ]);
                closed.Required!.Clear();
                return closed;
            },
            document
        );
        return Operations.Make(
            document,
            "Change a location's settings for Stripe Identity",
            "What is left out stays as it is.",
            FactorPages.Done(document, StripeAccountBody.Entity, "updated", AccountExample()),
            [400, 401, 404, 409, 413, 415, 429, 500, 503],
            [Location],
            Operations.JsonBody(
                schema,
                new JsonObject
                {
                    ["Enabled"] = true,
                    ["RestrictedKey"] = "rk_test_…",
                    ["WebhookSecrets"] = new JsonArray("whsec_…"),
                    ["AttemptLimit"] = 3,
                },
                alsoForm: true
            )
        );
    }

    private static OpenApiOperation Check(OpenApiDocument document) =>
        Operations.Make(
            document,
            "Ask Stripe what the key may do",
            "Changes nothing at Stripe.",
            (
                200,
                Answer(
                    "What Stripe said.",
                    EnvelopeSchemas.Closed(
                        ("Fit", Schemas.Flag("Checks can be made with it.")),
                        ("Mode", Schemas.Text("`test` or `live`, read from the key.")),
                        ("Reached", Schemas.Flag("Stripe answered.")),
                        ("KeyIsKnown", Schemas.Flag("Stripe knows the key.")),
                        ("ReadsSessions", Schemas.Flag("It may read sessions and reports.")),
                        ("WritesSessions", Schemas.Flag("It may make sessions.")),
                        ("ReadsNumbers", Schemas.Flag("It may read numbers of papers.")),
                        ("MakesFileLinks", Schemas.Flag("It may show pictures.")),
                        ("MayTooMuch", Schemas.Flag("It may do what is not needed here.")),
                        ("Advice", Schemas.ListOf(Schemas.Text("What to do.")))
                    ),
                    (
                        "fit",
                        new JsonObject
                        {
                            ["Fit"] = true,
                            ["Mode"] = "test",
                            ["Reached"] = true,
                            ["KeyIsKnown"] = true,
                            ["ReadsSessions"] = true,
                            ["WritesSessions"] = true,
                            ["ReadsNumbers"] = false,
                            ["MakesFileLinks"] = true,
                            ["MayTooMuch"] = false,
                            ["Advice"] = new JsonArray(),
                        }
                    )
                )
            ),
            [400, 401, 404, 429, 500],
            [Location]
        );

    private static OpenApiSchemaReference Account(OpenApiDocument document) =>
        Once(
            StripeAccountBody.Entity,
            () =>
                EnvelopeSchemas.Closed([
                    ("BusinessId", Schemas.Whole("The location; 0 for the network.")),
                    ("Source", Schemas.Text("Whose settings count: `own`, `network` or `none`.")),
                    ("Ready", Schemas.Flag("Sessions can be made.")),
                    .. Choices(),
                    ("RestrictedKeyEnding", Maybe("The key's last four characters.")),
                    ("Mode", Maybe("`test` or `live`, read from the key.")),
                    (
                        "WebhookSecretEndings",
                        Schemas.ListOf(Schemas.Text("The last four characters."))
                    ),
                    ("WebhookPath", Maybe("Where Stripe is to send events.")),
                ]),
            document
        );

    private static (string Name, OpenApiSchema Schema)[] Choices() =>
        [
            ("Enabled", Schemas.Flag("Members may be sent to Stripe.")),
            ("UsesNetwork", Schemas.Flag("New sessions are made with the network's settings.")),
            (
                "AllowedDocumentTypes",
                Schemas.ListOf(Schemas.Text("`Passport`, `DriversLicense` or `IdCard`."))
            ),
            ("MatchingSelfie", Schemas.Flag("A selfie is compared with the photograph.")),
            ("LiveCapture", Schemas.Flag("The camera alone, no uploads.")),
            ("AttemptLimit", Schemas.Number("1 to 20 tries.")),
            (
                "KeepsNumber",
                Schemas.Flag("Number and expiry of the paper are copied here, sealed.")
            ),
            (
                "RedactAfterDays",
                Schemas.Number("Days after which Stripe is told to forget; 0 for never.")
            ),
        ];

    internal static OpenApiSchema Maybe(string says) =>
        new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = says };

    private static JsonObject AccountExample() =>
        new()
        {
            ["BusinessId"] = 1414915201,
            ["Source"] = "own",
            ["Ready"] = true,
            ["Enabled"] = true,
            ["UsesNetwork"] = false,
            ["RestrictedKeyEnding"] = "Xy9Z",
            ["Mode"] = "test",
            ["WebhookSecretEndings"] = new JsonArray("Ab3d"),
            ["WebhookPath"] = "/webhooks/stripe/…",
            ["AllowedDocumentTypes"] = new JsonArray("Passport", "DriversLicense", "IdCard"),
            ["MatchingSelfie"] = false,
            ["LiveCapture"] = true,
            ["AttemptLimit"] = 3,
            ["KeepsNumber"] = false,
            ["RedactAfterDays"] = 0,
        };
}
