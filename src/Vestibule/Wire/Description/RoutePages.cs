using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Vestibule.IdentityChecks;
using static Vestibule.Wire.Description.Parts;

namespace Vestibule.Wire.Description;

/// <summary>A route that serves no collection, described by hand.</summary>
internal sealed record RoutePage(
    string Id,
    string Chapter,
    Func<OpenApiDocument, OpenApiOperation> Describe
);

/// <summary>All such routes, by <c>METHOD /address</c>. A route that is served and stands neither here nor under <see cref="Described"/> fails a test.</summary>
internal static class RoutePages
{
    private static readonly Dictionary<string, RoutePage> Own = new()
    {
        ["POST /api/token"] = new("get_token", Chapters.Access, TokenPage.Describe),
        ["GET /api/auth/me"] = Me("get_me", "Who is signed in"),
        ["GET /api/sys/users/me"] = Me("get_users_me", "Who is signed in, at another address"),
        ["GET /{lang}/user/me"] = Me(
            "get_user_me",
            "Who is signed in, at the address of the older panel"
        ),
        ["GET /api/sys/businesses/getByHost"] = new(
            "find_business_by_host",
            Chapters.People,
            ByHost
        ),
        ["GET /health/live"] = new(
            "get_live",
            Chapters.Health,
            document => Health(document, "Is the process up?", ready: false)
        ),
        ["GET /health/ready"] = new(
            "get_ready",
            Chapters.Health,
            document => Health(document, "Should requests come here?", ready: true)
        ),
        [$"GET {CoworkerIdentityCheckDocuments.Resource.Path}/getphoto/{{id}}"] = Download(
            Slot.Photo,
            "the photograph"
        ),
        [$"GET {CoworkerIdentityCheckDocuments.Resource.Path}/getdocument/{{id}}"] = Download(
            Slot.Front,
            "the front"
        ),
        [$"GET {CoworkerIdentityCheckDocuments.Resource.Path}/getadditionaldocument/{{id}}"] =
            Download(Slot.Back, "the back"),
        ["PUT /api/vestibule/documents/{id}/files/{slot}"] = new(
            "put_document_file",
            Chapters.Documents,
            FilePages.Put
        ),
        ["GET /api/vestibule/documents/{id}/files/{slot}/{picture}"] = new(
            "get_document_picture",
            Chapters.Documents,
            FilePages.Picture
        ),
        ["GET /api/utils/enums"] = new("get_enums", Chapters.Lists, EnumsPage),
    };

    public static readonly IReadOnlyDictionary<string, RoutePage> All = Own.Concat(FactorPages.All)
        .Concat(ReadyRolePages.All)
        .Concat(StripePages.All)
        .Concat(StripeCasePages.All)
        .ToDictionary();

    private static RoutePage Download(Slot slot, string what) =>
        new(
            $"download_{CoworkerIdentityCheckDocuments.NameOf(slot).ToLowerInvariant()}",
            Chapters.Documents,
            document => FilePages.Download(document, what)
        );

    private static RoutePage Me(string id, string summary) =>
        new(
            id,
            Chapters.Access,
            document => MePage.Describe(document, summary, inLanguage: id is "get_user_me")
        );

    private static OpenApiOperation Health(OpenApiDocument document, string summary, bool ready)
    {
        var schema = EnvelopeSchemas.Closed(
            ("status", Schemas.Text("`live`, `ready` or `not ready`.")),
            ("failing", Schemas.ListOf(Schemas.Text("A part that does not answer.")))
        );
        JsonNode Example(string status, params string[] failing) =>
            new JsonObject
            {
                ["status"] = status,
                ["failing"] = new JsonArray([.. failing.Select(part => JsonValue.Create(part))]),
            };
        var operation = Operations.Make(
            document,
            summary,
            null,
            (200, Answer("Yes.", schema, ("yes", Example(ready ? "ready" : "live")))),
            []
        );
        if (ready)
        {
            operation.Responses!["503"] = Answer(
                "No, because of these parts.",
                schema,
                ("no", Example("not ready", "database"))
            );
        }

        return operation;
    }

    private static OpenApiOperation ByHost(OpenApiDocument document) =>
        Operations.Make(
            document,
            "Find a location by its host",
            "One of the caller's locations whose web address is this host name or its first label. Needs no permission.",
            (
                200,
                Answer(
                    "The location.",
                    EnvelopeSchemas.Closed(
                        ("Id", Schemas.Whole("Number of the location.")),
                        ("WebAddress", Schemas.Text("Its web address."))
                    ),
                    (
                        "found",
                        new JsonObject { ["Id"] = 1414915201, ["WebAddress"] = "main-street" }
                    )
                )
            ),
            [401, 404, 429, 500],
            [
                new OpenApiParameter
                {
                    Name = "host",
                    In = ParameterLocation.Query,
                    Required = true,
                    Description = "A host name or its first label.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            ]
        );

    private static OpenApiOperation EnumsPage(OpenApiDocument document) =>
        Operations.Make(
            document,
            "What the numbers of an enum mean",
            null,
            (
                200,
                Answer(
                    "The members of the enum.",
                    Schemas.ListOf(
                        EnvelopeSchemas.Closed(
                            ("Id", Schemas.Number("The number.")),
                            ("Name", Schemas.Text("Its name."))
                        )
                    ),
                    (
                        "statuses",
                        new JsonArray([
                            .. Enum.GetValues<VerificationStatus>()
                                .Select(status => new JsonObject
                                {
                                    ["Id"] = (int)status,
                                    ["Name"] = status.ToString(),
                                }),
                        ])
                    )
                )
            ),
            [401, 404, 429, 500],
            [
                new OpenApiParameter
                {
                    Name = "name",
                    In = ParameterLocation.Query,
                    Required = true,
                    Description = "Name of the enum, such as `eIdVerificationStatus`.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            ]
        );
}
