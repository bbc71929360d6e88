using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Vestibule.Access;
using static Vestibule.Wire.Description.Parts;

namespace Vestibule.Wire.Description;

/// <summary>The ready-made roles: what there is, and giving one.</summary>
internal static class ReadyRolePages
{
    public static readonly IReadOnlyDictionary<string, RoutePage> All = new Dictionary<
        string,
        RoutePage
    >
    {
        ["GET /api/vestibule/readyroles"] = new("list_ready_roles", Chapters.Access, List),
        ["POST /api/vestibule/users/{id}/readyroles"] = new(
            "give_ready_role",
            Chapters.Access,
            Give
        ),
        ["GET /api/vestibule/users/{id}/readyroles"] = new(
            "get_given_roles",
            Chapters.Access,
            Given
        ),
        ["DELETE /api/vestibule/users/{id}/readyroles/{groupId}"] = new(
            "take_ready_role",
            Chapters.Access,
            Take
        ),
    };

    private static OpenApiOperation List(OpenApiDocument document) =>
        Operations.Make(
            document,
            "List the ready-made roles",
            string.Join(" ", ReadyRoles.All.Select(role => $"**{role.Name}**: {role.Says}")),
            (
                200,
                Answer(
                    "The roles, from the widest to the narrowest.",
                    Schemas.ListOf(
                        EnvelopeSchemas.Closed(
                            ("Name", Schemas.Text("What to give it by.")),
                            ("Description", Schemas.Text("What its holder does.")),
                            ("IsAdmin", Schemas.Flag("A full administrator.")),
                            ("NeedsEnd", Schemas.Flag("Given until a date only.")),
                            ("Roles", Schemas.ListOf(Schemas.Text("A permission.")))
                        )
                    ),
                    (
                        "roles",
                        new JsonArray(
                            new JsonObject
                            {
                                ["Name"] = "Inspector",
                                ["Description"] = ReadyRoles.Named("Inspector")!.Says,
                                ["IsAdmin"] = false,
                                ["NeedsEnd"] = true,
                                ["Roles"] = new JsonArray("AuditTrailEntry-List"),
                            }
                        )
                    )
                )
            ),
            [401, 429, 500]
        );

    private static OpenApiOperation Given(OpenApiDocument document) =>
        Operations.Make(
            document,
            "List what a user holds, and until when",
            "The groups of permissions a user holds, ready-made roles or not. Of a full unrestricted administrator Owner, which is no group and has no key.",
            (
                200,
                Answer(
                    "The groups.",
                    Schemas.ListOf(
                        EnvelopeSchemas.Closed(
                            ("Key", OrNull(Schemas.Whole("Number of the group."))),
                            ("Name", Schemas.Text("Name of the group.")),
                            ("BusinessId", OrNull(Schemas.Whole("The location that keeps it."))),
                            (
                                "EndsOn",
                                OrNull(
                                    Schemas.Text("From then on it gives nothing; null is never.")
                                )
                            )
                        )
                    ),
                    (
                        "held",
                        new JsonArray(
                            new JsonObject
                            {
                                ["Key"] = 1414915204,
                                ["Name"] = "Inspector",
                                ["BusinessId"] = 1414915201,
                                ["EndsOn"] = "2030-06-30T22:00:00Z",
                            }
                        )
                    )
                )
            ),
            [401, 404, 429, 500],
            [Operations.InPath("id", "Number of the user.")]
        );

    private static OpenApiOperation Take(OpenApiDocument document) =>
        Operations.Make(
            document,
            "Take a group away from a user",
            "The location stays with the user; without groups it gives nothing. What the user was signed in with ends.",
            FactorPages.Done(document, "ReadyRole", "deleted", null),
            [401, 404, 409, 429, 500, 503],
            [
                Operations.InPath("id", "Number of the user."),
                Operations.InPath("groupId", "The `Key` of what is held."),
            ]
        );

    private static OpenApiSchema OrNull(OpenApiSchema schema)
    {
        schema.Type |= JsonSchemaType.Null;
        return schema;
    }

    private static OpenApiOperation Give(OpenApiDocument document)
    {
        var schema = Once(
            "ReadyRoleGiven",
            () =>
            {
                var name = Schemas.Text("Which.");
                name.Enum = [.. ReadyRoles.All.Select(role => JsonValue.Create(role.Name))];
                var ends = Schemas.Text("From then on it gives nothing. Left out it lasts.");
                ends.Format = "date-time";
                var closed = EnvelopeSchemas.Closed(
                    ("Name", name),
                    (
                        "BusinessId",
                        Schemas.Whole(
                            "The location the user works at. Not for Owner, who works everywhere."
                        )
                    ),
                    ("EndsOn", ends)
                );
                closed.Required!.IntersectWith(["Name"]);
                return closed;
            },
            document
        );
        return Operations.Make(
            document,
            "Give a user a ready-made role",
            "The location keeps a group of exactly these permissions, and the user holds both; from then on it is a group like any other. "
                + "Given again it gets the new end. Nobody gives more than they hold, nor for longer. What the user was signed in with ends. "
                + "A role with an end is for a user of its own, who holds no other group and no other location: permissions add up over all of them.",
            FactorPages.Done(document, "User", "updated", null),
            [400, 401, 404, 409, 413, 415, 429, 500, 503],
            [Operations.InPath("id", "Number of the user.")],
            Operations.JsonBody(
                schema,
                new JsonObject
                {
                    ["Name"] = "Inspector",
                    ["BusinessId"] = 1414915201,
                    ["EndsOn"] = "2030-06-30T22:00:00Z",
                },
                alsoForm: true
            )
        );
    }
}
