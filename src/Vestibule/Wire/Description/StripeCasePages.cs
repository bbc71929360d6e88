using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using static Vestibule.Wire.Description.Parts;
using static Vestibule.Wire.Description.StripePages;

namespace Vestibule.Wire.Description;

/// <summary>How a check stands with Stripe, and the pictures Stripe has.</summary>
internal static class StripeCasePages
{
    private const string Path = "/api/vestibule/checks/{id}/stripe";

    public static readonly IReadOnlyDictionary<string, RoutePage> All = new Dictionary<
        string,
        RoutePage
    >
    {
        [$"GET {Path}"] = new("get_stripe_case", Chapters.Checks, Case),
        [$"GET {Path}/files/{{n}}"] = new("get_stripe_file", Chapters.Checks, File),
    };

    private static readonly IOpenApiParameter CheckId = Operations.InPath(
        "id",
        "Number of the check."
    );

    private static OpenApiOperation Case(OpenApiDocument document) =>
        Operations.Make(
            document,
            "See how a check stands with Stripe",
            "For operators: sessions, findings, and what keeps Stripe from answering.",
            (
                200,
                Answer(
                    "How it stands.",
                    EnvelopeSchemas.Closed(
                        ("CheckId", Schemas.Whole("The check.")),
                        ("SetUp", Schemas.Flag("Its location can make sessions.")),
                        ("Followed", Schemas.Flag("Stripe's news moves it.")),
                        ("Tries", Schemas.Number("Tries used up.")),
                        ("MayTry", Schemas.Flag("The member may go to Stripe.")),
                        ("LastErrorCode", Maybe("Stripe's word for the last failure.")),
                        (
                            "NameDiffers",
                            Schemas.Flag(
                                "The name on the paper is not the coworker's; a person has to decide."
                            )
                        ),
                        ("Problem", Maybe("What keeps Stripe from answering.")),
                        ("CancelWantedOn", Maybe("A cancel Stripe has not heard of yet.")),
                        ("RedactWantedOn", Maybe("Since when Stripe is to forget.")),
                        ("RedactedOn", Maybe("When Stripe had forgotten.")),
                        (
                            "Attempts",
                            Schemas.ListOf(
                                EnvelopeSchemas.Closed(
                                    ("Number", Schemas.Number("1, 2, 3 …")),
                                    ("SessionId", Maybe("Stripe's name of the session.")),
                                    ("Status", Schemas.Text("As Stripe last said.")),
                                    ("Redaction", Schemas.Text("How far forgetting is.")),
                                    ("BegunOn", Schemas.Text("When.")),
                                    ("AskedOn", Maybe("When Stripe was last asked."))
                                )
                            )
                        )
                    ),
                    ("waiting", CaseExample())
                )
            ),
            [401, 404, 429, 500],
            [CheckId]
        );

    private static OpenApiOperation File(OpenApiDocument document) =>
        Operations.Make(
            document,
            "Look at a picture Stripe has",
            "A link that ends within half a minute, for the browser of whoever looks. Each is a look in the journal.",
            (
                200,
                Answer(
                    "The link.",
                    EnvelopeSchemas.Closed(
                        ("Url", Schemas.Text("Where the picture is, for a moment.")),
                        ("ExpiresOn", Schemas.Text("Until then."))
                    ),
                    (
                        "link",
                        new JsonObject
                        {
                            ["Url"] = "https://files.stripe.com/links/…",
                            ["ExpiresOn"] = "2030-06-30T22:00:30Z",
                        }
                    )
                )
            ),
            [401, 404, 409, 429, 500, 503],
            [CheckId, Operations.InPath("n", "1, 2 … : the paper's sides, then the selfie's.")]
        );

    private static JsonObject CaseExample() =>
        new()
        {
            ["CheckId"] = 1414915201,
            ["SetUp"] = true,
            ["Followed"] = true,
            ["Tries"] = 0,
            ["MayTry"] = true,
            ["LastErrorCode"] = null,
            ["NameDiffers"] = false,
            ["Problem"] = null,
            ["CancelWantedOn"] = null,
            ["RedactWantedOn"] = null,
            ["RedactedOn"] = null,
            ["Attempts"] = new JsonArray(
                new JsonObject
                {
                    ["Number"] = 1,
                    ["SessionId"] = "vs_…",
                    ["Status"] = "RequiresInput",
                    ["Redaction"] = "None",
                    ["BegunOn"] = "2030-06-30T22:00:00Z",
                    ["AskedOn"] = null,
                }
            ),
        };
}
