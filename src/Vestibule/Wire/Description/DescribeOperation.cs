using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using static Vestibule.Wire.Description.Parts;

namespace Vestibule.Wire.Description;

/// <summary>The seven things that can be done to a collection, each said once for all of them.</summary>
internal sealed class DescribeOperation(OpenApiDocument document, RecordShape shape)
{
    private readonly EntityWords words = Vocabulary.Of(shape.Name);

    public string Chapter => words.Chapter;

    private string Collection => shape.Path[(shape.Path.LastIndexOf('/') + 1)..];

    public OpenApiOperation Of(Operation operation)
    {
        var described = operation switch
        {
            Operation.List => List(),
            Operation.Get => Get(),
            Operation.Create => Create(),
            Operation.Update => Update(),
            Operation.Delete => Delete(),
            Operation.ListCommands => CommandPages.List(document, words),
            Operation.RunCommand => CommandPages.Run(document, words),
        };
        described.OperationId = operation switch
        {
            Operation.ListCommands => $"list_{Collection}_commands",
            Operation.RunCommand => $"run_{Collection}_command",
            Operation.List => $"list_{Collection}",
            _ => $"{operation}_{shape.Name}".ToLowerInvariant(),
        };
        return described;
    }

    private OpenApiOperation List()
    {
        var (record, page) = (
            Component(shape.Name, () => Schemas.Record(shape, words)),
            PageSchema()
        );
        var example = Examples.Record(shape, words);
        var either = new OpenApiSchema { OneOf = [page, Schemas.ListOf(record)] };
        return Make(
            $"List {words.Many}",
            "All filters have to hold. Unknown parameters are ignored, empty ones mean nothing, and one that cannot be read is refused by name. Rows are complete.",
            (
                200,
                Answer(
                    "A page of records, or a bare array when `id` was given in brackets.",
                    either,
                    ("page", Examples.Page(example)),
                    ("batch", new JsonArray(example.DeepClone()))
                )
            ),
            [400, 401, 429, 500],
            parameters: ListParameters.Of(shape, words)
        );
    }

    private OpenApiOperation Get()
    {
        var record = Component(shape.Name, () => Schemas.Record(shape, words));
        var answer = Answer("The record.", record, ("record", Examples.Record(shape, words)));
        answer.Headers = Header("ETag", "The state of the record, for `If-Match`.");
        return Make(
            $"Get {words.One}",
            null,
            (200, answer),
            [401, 404, 429, 500],
            parameters: [Operations.InPath("id", "Number of the record.")]
        );
    }

    private OpenApiOperation Create() =>
        Make(
            $"Create {words.One}",
            words.OnCreate,
            Written("created"),
            [400, 401, 409, 413, 415, 422, 429, 500, 503],
            parameters: [Operations.IdempotencyKey()],
            body: Body(Taken.OnCreate, "Create")
        );

    private OpenApiOperation Update() =>
        Make(
            $"Update {words.One}",
            $"{words.OnUpdate ?? "The body replaces what can be written: a member left out is cleared."} The record is named by `Id` in the body; the address with the id at its end is understood too.",
            Written("updated"),
            [400, 401, 409, 412, 413, 415, 429, 500, 503],
            parameters: [Operations.IfMatch()],
            body: Body(Taken.OnUpdate, "Update")
        );

    private OpenApiOperation Delete()
    {
        var deleted = Answer(
            "Gone.",
            Reference("Done", document),
            ("deleted", Examples.Done(shape.Name, "deleted", null))
        );
        var described = Make(
            $"Delete {words.One}",
            words.OnDelete,
            (200, deleted),
            [401, 404, 409, 429, 500, 503],
            parameters: [Operations.InPath("id", "Number of the record.")]
        );
        described.Responses!["500"] = Answer(
            "The record cannot be deleted, and why; or a fault of the server, which is told by a message alone.",
            Reference("NotDeleted", document),
            ("needed", Examples.Of(Envelope.NotDeleted("It is in use.")))
        );
        return described;
    }

    private (int, OpenApiResponse) Written(string deed)
    {
        (string, JsonNode)[] examples =
            deed is "created" && words.Made is { } made
                ? [("once", Examples.Done(shape.Name, deed, made))]
                :
                [
                    ("for_readers", Examples.Done(shape.Name, deed, Examples.Record(shape, words))),
                    ("for_writers_only", Examples.Done(shape.Name, deed, null)),
                ];
        return (200, Answer($"The record was {deed}.", Reference("Done", document), examples));
    }

    private OpenApiRequestBody Body(Taken when, string suffix) =>
        Operations.JsonBody(
            Component(shape.Name + suffix, () => Schemas.Body(shape, words, when)),
            Examples.Body(shape, words, when),
            alsoForm: true
        );

    private OpenApiSchemaReference PageSchema() =>
        Component(
            $"{shape.Name}Page",
            () => Schemas.Page(Component(shape.Name, () => Schemas.Record(shape, words)))
        );

    private OpenApiSchemaReference Component(string name, Func<OpenApiSchema> make) =>
        Once(name, make, document);

    private OpenApiOperation Make(
        string summary,
        string? says,
        (int Status, OpenApiResponse Answer) good,
        int[] shared,
        List<IOpenApiParameter>? parameters = null,
        OpenApiRequestBody? body = null
    ) => Operations.Make(document, summary, says, good, shared, parameters, body);
}
