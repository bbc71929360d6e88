using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using static Vestibule.Wire.Description.Parts;

namespace Vestibule.Wire.Description;

/// <summary>Answers and schemas that many operations share, under <c>components</c>.</summary>
internal static class SharedParts
{
    public static void Add(OpenApiDocument document)
    {
        document.AddComponent("Done", EnvelopeSchemas.Done());
        document.AddComponent("Ran", EnvelopeSchemas.Ran());
        document.AddComponent("Refusal", EnvelopeSchemas.Refusal());
        document.AddComponent("NotDeleted", EnvelopeSchemas.NotDeleted());
        document.AddComponent("Commands", EnvelopeSchemas.Commands());
        document.AddComponent("Message", EnvelopeSchemas.Message());
        var (refusal, message) = (Reference("Refusal", document), Reference("Message", document));
        document.AddComponent(
            "Refused",
            Answer(
                "Members that cannot be taken, each with its reason, in the order of the body.",
                refusal,
                (
                    "one",
                    Examples.Of(Envelope.Refused([new FieldError("Name", FieldError.Required)]))
                ),
                (
                    "several",
                    Examples.Of(
                        Envelope.Refused([
                            Zero("BusinessId"),
                            Zero("CoworkerId"),
                            new FieldError(
                                "Name",
                                FieldError.Required,
                                JsonSerializer.SerializeToElement("")
                            ),
                        ])
                    )
                )
            )
        );
        document.AddComponent("Denied", Denied(message));
        document.AddComponent(
            "NotFound",
            Answer(
                "There is no such record for this caller. Records of other locations answer alike.",
                Schemas.Text("Always the same."),
                ("none", Examples.Of(Json.NotFound()))
            )
        );
        document.AddComponent(
            "Conflict",
            Answer(
                "Somebody else's change came first: read the record and try again. Or a request under the same `Idempotency-Key` is being done at this moment: `Retry-After` says when to send it again.",
                message,
                ("lost", Examples.Of(Answers.Conflict(new Written.Lost())))
            )
        );
        document.AddComponent(
            "Stale",
            Answer(
                "`If-Match` names another state of the record than the present one.",
                message,
                ("stale", Examples.Of(Tags.Stale()))
            )
        );
        document.AddComponent(
            "TooLarge",
            Answer("The body is larger than this operation takes.", message, ForStatus(413))
        );
        document.AddComponent(
            "NotReadable",
            Answer(
                "The body is neither JSON nor a form. Who is not signed in hears 401 first.",
                message,
                ForStatus(415)
            )
        );
        document.AddComponent(
            "UsedKey",
            Answer(
                "The `Idempotency-Key` was used for another request before.",
                refusal,
                (
                    "used",
                    Examples.Of(
                        Envelope.Refused([new FieldError(AnswerOnce.Header, AnswerOnce.Used)], 422)
                    )
                )
            )
        );
        document.AddComponent("TooMany", TooMany(message));
        document.AddComponent("Failed", Answer("A fault of the server.", message, ForStatus(500)));
        document.AddComponent(
            "NotNow",
            Answer(
                "The record could not be written now. Read it and try again.",
                message,
                ("busy", Examples.Of(Answers.Conflict(new Written.Busy())))
            )
        );
    }

    private static OpenApiResponse Denied(IOpenApiSchema message)
    {
        var answer = Answer(
            "Nobody is signed in, or the permission is missing; the message names it. A setting makes the second case 403.",
            message,
            ("nobody", Examples.Of(Answers.ForStatus(401))),
            (
                "permission",
                Examples.Of(
                    Json.Message(
                        401,
                        "The permission CoworkerIdentityCheck-List is needed for this."
                    )
                )
            )
        );
        answer.Headers = Header("WWW-Authenticate", "`Bearer`, when nobody is signed in.");
        return answer;
    }

    private static OpenApiResponse TooMany(IOpenApiSchema message)
    {
        var answer = Answer(
            "More requests than one user may make in a minute. A setting makes it an empty 409, as older clients expect.",
            message,
            ForStatus(429)
        );
        answer.Headers = Header("Retry-After", "Seconds to wait.");
        return answer;
    }

    private static (string, JsonNode) ForStatus(int status) =>
        ("answer", Examples.Of(Answers.ForStatus(status)));

    private static FieldError Zero(string member) =>
        new(member, FieldError.Required, JsonSerializer.SerializeToElement(0));
}
