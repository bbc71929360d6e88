using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Vestibule.Access;
using static Vestibule.Wire.Description.Parts;

namespace Vestibule.Wire.Description;

/// <summary>One's own password and second factor, and taking somebody's second factor away.</summary>
internal static class FactorPages
{
    private const string Six = "Six digits of the authenticator app, or a recovery code.";

    public static readonly IReadOnlyDictionary<string, RoutePage> All = new Dictionary<
        string,
        RoutePage
    >
    {
        ["POST /api/vestibule/password"] = Page("change_own_password", Password),
        [$"POST {OwnFactor.Path}"] = Page("begin_second_factor", Begin),
        [$"POST {OwnFactor.Path}/confirm"] = Page(
            "confirm_second_factor",
            document =>
                Codes(
                    document,
                    "Switch the second factor on",
                    "A code shows that the app works. From then on programs that sign in with the password stop, and tokens got with it end. The answer is the only one that holds these recovery codes; each works once, in place of a code.",
                    "confirmed",
                    ("Code", "The app's code of this moment.", "123456")
                )
        ),
        [$"POST {OwnFactor.Path}/recoverycodes"] = Page(
            "renew_recovery_codes",
            document =>
                Codes(
                    document,
                    "New recovery codes",
                    "In place of all that are left.",
                    "renewed",
                    ("Password", "The password.", "…"),
                    ("Code", Six, "123456")
                )
        ),
        [$"POST {OwnFactor.Path}/end"] = Page("end_second_factor", End),
        ["DELETE /api/vestibule/users/{id}/secondfactor"] = Page("delete_second_factor", Reset),
    };

    private static RoutePage Page(string id, Func<OpenApiDocument, OpenApiOperation> describe) =>
        new(id, Chapters.Access, describe);

    private static OpenApiOperation Password(OpenApiDocument document) =>
        Operations.Make(
            document,
            "Change one's own password",
            "Whoever knows the old password chooses a new one, signed in or not: who is answered `must_reset_password` by the token endpoint gets on from here. "
                + "Everything signed in with the old one ends. 12 characters or more, and none of those that are tried first; capitals, digits and signs are not asked for.",
            Done(document, "Password", "updated", null),
            [400, 413, 415, 429, 500, 503],
            body: Body(
                document,
                "PasswordChange",
                ["Totp"],
                ("Email", "E-mail address.", "ada@example.com"),
                ("Password", "The old password.", "…"),
                ("NewPassword", "The new password.", "…"),
                ("Totp", $"Where the user has a second factor. {Six}", "123456")
            )
        );

    private static OpenApiOperation Begin(OpenApiDocument document) =>
        Operations.Make(
            document,
            "Begin a second factor",
            $"A seed for an authenticator app. Nothing changes before a code has confirmed it. {BeginSecondFactor.Warning}",
            Done(
                document,
                OwnFactor.Entity,
                "begun",
                new JsonObject
                {
                    ["Secret"] = "JBSWY3DPEHPK3PXP…",
                    ["Uri"] = "otpauth://totp/Vestibule:ada%40example.com?secret=…",
                    ["Warning"] = BeginSecondFactor.Warning,
                    ["ApiKey"] = null,
                }
            ),
            [400, 401, 413, 415, 429, 500, 503],
            body: Body(
                document,
                "SecondFactorBegin",
                ["KeyName"],
                ("Password", "The password.", "…"),
                (
                    "KeyName",
                    "Makes an API key of this name first, for the programs that would stop; it is in the answer, this once. Needs `ApiKey-Create`.",
                    "Booking system"
                )
            )
        );

    private static OpenApiOperation Codes(
        OpenApiDocument document,
        string summary,
        string says,
        string deed,
        params (string Name, string Says, string Example)[] members
    ) =>
        Operations.Make(
            document,
            summary,
            says,
            Done(
                document,
                OwnFactor.Entity,
                deed,
                new JsonObject { ["RecoveryCodes"] = new JsonArray("ABCDEF-GHIJKL-MNOPQR-STUVWX") }
            ),
            [400, 401, 413, 415, 429, 500, 503],
            body: Body(document, $"SecondFactor_{deed}", [], members)
        );

    private static OpenApiOperation End(OpenApiDocument document) =>
        Operations.Make(
            document,
            "Take one's own second factor away",
            "Generator and recovery codes are forgotten.",
            Done(document, OwnFactor.Entity, "ended", null),
            [400, 401, 413, 415, 429, 500, 503],
            body: Body(
                document,
                "SecondFactorEnd",
                [],
                ("Password", "The password.", "…"),
                ("Code", Six, "123456")
            )
        );

    private static OpenApiOperation Reset(OpenApiDocument document) =>
        Operations.Make(
            document,
            "Take a user's second factor away",
            "For whoever has lost app and recovery codes. Only of users whose locations and permissions the caller holds, and never one's own: that is ended with password and code.",
            Done(document, OwnFactor.Entity, "deleted", null),
            [401, 404, 409, 429, 500, 503],
            [Operations.InPath("id", "Number of the user.")]
        );

    internal static (int, OpenApiResponse) Done(
        OpenApiDocument document,
        string entity,
        string deed,
        JsonNode? value
    ) =>
        (
            200,
            Answer(
                "Done.",
                Reference("Done", document),
                ("done", Examples.Done(entity, deed, value))
            )
        );

    internal static OpenApiRequestBody Body(
        OpenApiDocument document,
        string name,
        IEnumerable<string> optional,
        params (string Name, string Says, string Example)[] members
    )
    {
        var schema = Once(
            name,
            () =>
            {
                var closed = EnvelopeSchemas.Closed([
                    .. members.Select(member => (member.Name, Schemas.Text(member.Says))),
                ]);
                closed.Required!.ExceptWith(optional);
                return closed;
            },
            document
        );
        var example = new JsonObject();
        foreach (var member in members)
        {
            example[member.Name] = member.Example;
        }

        return Operations.JsonBody(schema, example, alsoForm: true);
    }
}
