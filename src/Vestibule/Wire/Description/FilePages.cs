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
            Description =
                "The cleaned bytes, of the media type that was handed in (HEIC became JPEG), as an attachment, never cached; with `original`, the bytes as they were handed in.",
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
            [400, 401, 404, 409, 429, 500, 503],
            [
                Operations.InPath("id", "Number of the document."),
                Wish(
                    "original",
                    "`1` for the bytes as they were handed in; needs the permission `CoworkerIdentityCheckDocument-Original` and a reason. 404 when they are not kept any more."
                ),
                Wish(
                    "reason",
                    "Why the cleaned bytes will not do, in up to 500 characters; kept in the journal, sealed. With `original` only."
                ),
            ]
        );
        operation.Responses!["403"] = NotGiven(document);
        return operation;
    }

    public static OpenApiOperation Picture(OpenApiDocument document)
    {
        var operation = Operations.Make(
            document,
            "Look at a file of a document",
            "This server's own: what people are shown of a file. Each look is written into the journal, but for the blurred picture, on which nobody is recognised.",
            (
                200,
                new OpenApiResponse
                {
                    Description = "The picture, upright, in sRGB, without metadata.",
                    Content = new Dictionary<string, OpenApiMediaType>
                    {
                        ["image/webp"] = new OpenApiMediaType { Schema = Bytes() },
                    },
                }
            ),
            [401, 404, 409, 429, 500, 503],
            [
                Operations.InPath("id", "Number of the document."),
                Which(),
                new OpenApiParameter
                {
                    Name = "picture",
                    In = ParameterLocation.Path,
                    Required = true,
                    Description =
                        "The number of a page, from 1 (at most 2,400 pixels on the long side); `thumbnail` (400); `blurred` (24).",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            ]
        );
        operation.Responses!["403"] = NotGiven(document);
        return operation;
    }

    /// <summary>A file that is not given out to whoever may see it otherwise.</summary>
    private static OpenApiResponse NotGiven(OpenApiDocument document) =>
        Answer(
            "A page of another site asked for it, or a virus was found in it after it was taken. (Where a virus scan is required, one that has not been looked at yet is answered 503.)",
            Reference("Message", document),
            (
                "elsewhere",
                Examples.Of(Json.Message(403, "Files are not given to pages of other sites."))
            ),
            (
                "infected",
                Examples.Of(Json.Message(403, "The file carries a virus and is not given out."))
            )
        );

    public static OpenApiOperation Put(OpenApiDocument document)
    {
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
                Which(),
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

    private static OpenApiParameter Which()
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
        return new OpenApiParameter
        {
            Name = "slot",
            In = ParameterLocation.Path,
            Required = true,
            Description = "Which slot.",
            Schema = slot,
        };
    }

    private static OpenApiParameter Wish(string name, string what) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = what,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };

    private static OpenApiSchema Bytes() =>
        new() { Type = JsonSchemaType.String, Format = "binary" };
}
