using Microsoft.OpenApi;
using static Vestibule.Wire.Description.Parts;

namespace Vestibule.Wire.Description;

/// <summary>What can be done to records besides writing them.</summary>
internal static class CommandPages
{
    public static OpenApiOperation List(OpenApiDocument document, EntityWords words) =>
        Operations.Make(
            document,
            $"List the commands of {words.Many}",
            "What can be done besides writing. The keys are this server's own.",
            (
                200,
                Answer(
                    "The commands.",
                    Reference("Commands", document),
                    ("commands", Examples.Of(Command.List(words.Commands)))
                )
            ),
            [401, 429, 500],
            [
                new OpenApiParameter
                {
                    Name = "id",
                    In = ParameterLocation.Query,
                    Description =
                        "One record or several, as `[1,2]`: only commands that would change every one of them.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            ]
        );

    public static OpenApiOperation Run(OpenApiDocument document, EntityWords words)
    {
        var known = words.Commands;
        var answer = Answer(
            "Done, or not done: `WasSuccessful` tells.",
            Reference("Ran", document),
            ("run", Examples.Of(Envelope.Ran(Examples.Id, Examples.At, Examples.By))),
            ("not_run", Examples.Of(Envelope.NotRun("Not found")))
        );
        var body = Once($"{words.Name}Command", () => EnvelopeSchemas.CommandBody(known), document);
        return Operations.Make(
            document,
            $"Run a command on {words.Many}",
            known.Count == 0
                ? "There are none: whatever is asked for is refused."
                : "Each record is done for itself. A command that finds a record where it would take it has done its work.",
            (200, answer),
            [400, 401, 409, 413, 415, 422, 429, 500],
            parameters: [Operations.IdempotencyKey()],
            body: Operations.JsonBody(body, known.Count == 0 ? null : Examples.Command(known))
        );
    }
}
