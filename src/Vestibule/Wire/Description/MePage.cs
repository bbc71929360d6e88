using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using static Vestibule.Wire.Description.Parts;

namespace Vestibule.Wire.Description;

/// <summary>Who-am-I, at its three addresses.</summary>
internal static class MePage
{
    public static OpenApiOperation Describe(
        OpenApiDocument document,
        string summary,
        bool inLanguage
    )
    {
        return Operations.Make(
            document,
            summary,
            "The user and its default location: the one it chose, else the first it holds. Needs no permission.",
            (200, Answer("The user.", Once("Me", Schema, document), ("user", Example()))),
            [401, 429, 500],
            inLanguage
                ?
                [
                    new OpenApiParameter
                    {
                        Name = "lang",
                        In = ParameterLocation.Path,
                        Required = true,
                        Description = "Any two letters.",
                        Schema = new OpenApiSchema
                        {
                            Type = JsonSchemaType.String,
                            MinLength = 2,
                            MaxLength = 2,
                        },
                    },
                ]
                : null
        );
    }

    private static OpenApiSchema Schema() =>
        EnvelopeSchemas.Closed(
            ("Id", Schemas.Whole("Number of the user.")),
            ("FullName", Schemas.Text("Name of the user.")),
            ("Email", Schemas.Text("E-mail address of the user.")),
            (
                "Businesses",
                Schemas.ListOf(
                    EnvelopeSchemas.Closed(
                        ("Id", Schemas.Whole("Number of the location.")),
                        ("Name", Schemas.Text("Name of the location."))
                    )
                )
            ),
            ("DefaultBusinessId", Maybe(Schemas.Whole("The default location."))),
            ("DefaultBusinessName", Maybe(Schemas.Text("Its name."))),
            ("DefaultCurrencyId", Maybe(Schemas.Whole("Its currency."))),
            ("DefaultCurrencyCode", Maybe(Schemas.Text("Code of its currency."))),
            ("DefaultCountryId", Maybe(Schemas.Whole("Its country."))),
            ("DefaultSimpleTimeZoneId", Maybe(Schemas.Whole("Its time zone."))),
            ("DefaultSimpleTimeZoneNameIana", Maybe(Schemas.Text("IANA name of its time zone.")))
        );

    private static OpenApiSchema Maybe(OpenApiSchema schema)
    {
        schema.Type |= JsonSchemaType.Null;
        return schema;
    }

    private static JsonObject Example() =>
        new()
        {
            ["Id"] = 1,
            ["FullName"] = "Ada Admin",
            ["Email"] = "admin@example.com",
            ["Businesses"] = new JsonArray(
                new JsonObject { ["Id"] = 1414915201, ["Name"] = "Main Street Hub" }
            ),
            ["DefaultBusinessId"] = 1414915201,
            ["DefaultBusinessName"] = "Main Street Hub",
            ["DefaultCurrencyId"] = 3,
            ["DefaultCurrencyCode"] = "EUR",
            ["DefaultCountryId"] = 5,
            ["DefaultSimpleTimeZoneId"] = 7,
            ["DefaultSimpleTimeZoneNameIana"] = "Europe/Madrid",
        };
}
