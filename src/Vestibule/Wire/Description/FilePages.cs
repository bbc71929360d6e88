using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Vestibule.IdentityChecks;
using static Vestibule.Wire.Description.Parts;

namespace Vestibule.Wire.Description;

/// <summary>Bytes in and out.</summary>
internal static class FilePages
{
    private static readonly string[] MediaTypes =
    [
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/heic",
        "application/pdf",
    ];

    public static OpenApiOperation Download(OpenApiDocument document, string what)
    {
        var answer = new OpenApiResponse
        {
            Description = "The bytes as they were handed in, as an attachment, never cached.",
            Headers = Header("Content-Disposition", "`attachment` and the name of the file."),
            Content = MediaTypes.ToDictionary(
                type => type,
                _ => new OpenApiMediaType { Schema = Bytes() }
            ),
        };
        var operation = Operations.Make(
            document,
            $"Download {what} of a document",
            "Every download is written into the journal before the first byte leaves. An empty slot is answered like a document that is not there. There are no ranges.",
            (200, answer),
            [401, 404, 409, 429, 500, 503],
            [Operations.InPath("id", "Number of the document.")]
        );
        operation.Responses!["403"] = Answer(
            "A page of another site asked for it.",
            Reference("Message", document),
            (
                "elsewhere",
                Examples.Of(Json.Message(403, "Files are not given to pages of other sites."))
            )
        );
        return operation;
    }

    public static OpenApiOperation Put(OpenApiDocument document)
    {
        var slot = Schemas.Text("");
        slot.Description = null;
        slot.Enum =
        [
            .. Enum.GetValues<Slot>()
                .Select(one =>
                    JsonValue.Create(CoworkerIdentityCheckDocuments.NameOf(one).ToLowerInvariant())
                ),
        ];
        return Operations.Make(
            document,
            "Put a file into a slot of a document",
            "For clients that hold the bytes and have no address to fetch them from; this server's own. The body is the file, its type told by its content. "
                + "A file that is there already is replaced. When the slots that the check needs are filled, the check is submitted in the same write.",
            (
                200,
                Answer(
                    "The document was updated.",
                    Reference("Done", document),
                    (
                        "updated",
                        Examples.Done(CoworkerIdentityCheckDocuments.Resource.Name, "updated", null)
                    )
                )
            ),
            [400, 401, 404, 409, 412, 413, 429, 500, 503],
            [
                Operations.InPath("id", "Number of the document."),
                new OpenApiParameter
                {
                    Name = "slot",
                    In = ParameterLocation.Path,
                    Required = true,
                    Description = "Which slot.",
                    Schema = slot,
                },
                Operations.IfMatch(),
                new OpenApiParameter
                {
                    Name = "Content-Disposition",
                    In = ParameterLocation.Header,
                    Description =
                        "May carry the name of the file: `attachment; filename=\"passport.jpg\"`.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            ],
            new OpenApiRequestBody
            {
                Required = true,
                Content = MediaTypes
                    .Append("application/octet-stream")
                    .ToDictionary(type => type, _ => new OpenApiMediaType { Schema = Bytes() }),
            }
        );
    }

    private static OpenApiSchema Bytes() =>
        new() { Type = JsonSchemaType.String, Format = "binary" };
}
