using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Vestibule.Wire.Description;

/// <summary>Shapes of the answers that are about a request and not themselves a record.</summary>
internal static class EnvelopeSchemas
{
    public static OpenApiSchema Done() =>
        Closed(
            ("Status", Schemas.Number("200.")),
            ("Message", Schemas.Text("What was done, for people.")),
            (
                "Value",
                Anything(
                    "The whole record for callers who may read it, else `{\"Id\": n}`. A setting makes it `{\"Id\": n}` for everybody."
                )
            ),
            ("OpenInDialog", Schemas.Flag("Always false.")),
            ("OpenInWindow", Schemas.Flag("Always false.")),
            ("RedirectURL", Nothing()),
            ("JavaScript", Nothing()),
            ("UpdatedOn", Instant()),
            ("UpdatedBy", Schemas.Text("Who wrote it.")),
            ("Errors", Nothing()),
            ("WasSuccessful", Schemas.Flag("True."))
        );

    /// <summary>A command's answer. One that was not run lacks the members in the middle.</summary>
    public static OpenApiSchema Ran()
    {
        var schema = Closed(
            ("Status", Schemas.Number("200, also when the command was not run.")),
            ("Message", Schemas.Text("What was done, or why nothing was.")),
            (
                "Value",
                Anything("`{\"Id\": n}` of the first record, or null when the command was not run.")
            ),
            (
                "RedirectURL",
                new OpenApiSchema
                {
                    Type = JsonSchemaType.String | JsonSchemaType.Null,
                    Description =
                        "The link for the member, after `START_STRIPE_SESSION`. It is told this once.",
                }
            ),
            ("UpdatedOn", Instant()),
            ("UpdatedBy", Schemas.Text("Who ran it.")),
            ("Errors", Nothing()),
            (
                "WasSuccessful",
                Schemas.Flag("Whether every record named was taken there, or was there already.")
            )
        );
        schema.Required!.ExceptWith(["RedirectURL", "UpdatedOn", "UpdatedBy"]);
        return schema;
    }

    public static OpenApiSchema Refusal() =>
        Closed(
            (
                "Message",
                Schemas.Text("All errors in one line: `Member: what is wrong`, joined by `; `.")
            ),
            ("Value", Nothing()),
            (
                "Errors",
                Schemas.ListOf(
                    Closed(
                        ("AttemptedValue", Anything("What was sent; null when nothing was.")),
                        ("Message", Schemas.Text("What is wrong with it.")),
                        ("PropertyName", Schemas.Text("The member, or the parameter of a list."))
                    )
                )
            ),
            ("WasSuccessful", Schemas.Flag("False."))
        );

    public static OpenApiSchema NotDeleted() =>
        Closed(
            ("Status", Schemas.Number("500.")),
            ("Message", Schemas.Text("Why the record stays.")),
            ("Value", Nothing()),
            ("RedirectURL", Nothing()),
            ("UpdatedOn", Nothing()),
            ("UpdatedBy", Nothing()),
            ("Errors", Nothing()),
            ("WasSuccessful", Schemas.Flag("False."))
        );

    public static OpenApiSchema Message() =>
        Closed(("Message", Schemas.Text("What is the matter, for people.")));

    public static OpenApiSchema Commands() =>
        Schemas.ListOf(
            Closed(
                ("Key", Schemas.Text("What to send to run it.")),
                ("Name", Schemas.Text("What it is called.")),
                ("AppliesOnlyToMultipleEntities", Schemas.Flag("Always false.")),
                ("AppliesOnlyToOneEntity", Schemas.Flag("Always false.")),
                ("AppliesOnlyToTwoEntities", Schemas.Flag("Always false.")),
                ("DisplayInDropdown", Schemas.Flag("Always true.")),
                ("DisplayInDropdownV2", Schemas.Flag("Always true.")),
                ("DisplayInGrid", Schemas.Flag("Always true.")),
                ("Icon", Schemas.Text("Name of a picture.")),
                ("NeedsEntitiesToRun", Schemas.Flag("Always true.")),
                ("Order", Schemas.Number("Place in a menu.")),
                (
                    "RequiresParameters",
                    Schemas.ListOf(
                        Closed(
                            ("Name", Schemas.Text("Name of the parameter.")),
                            ("Type", Schemas.Text("`String`, `Date` or `Boolean`."))
                        )
                    )
                )
            )
        );

    public static OpenApiSchema CommandBody(IReadOnlyList<Command> known)
    {
        var key = Schemas.Text(
            known.Count == 0 ? "There are none." : string.Join(" ", known.Select(Says))
        );
        if (known.Count > 0)
        {
            key.Enum = [.. known.Select(command => JsonValue.Create(command.Key))];
        }

        var ids = Schemas.ListOf(Schemas.Whole("A record."));
        ids.Description = $"The records, 1 to {CommandRequest.MostIds}.";
        var parameter = Closed(
            ("Name", Schemas.Text("As the command lists it.")),
            ("Type", Schemas.Text("May be left out.")),
            ("Value", Anything("Text, number or boolean."))
        );
        parameter.Required!.Remove("Type");
        var parameters = Schemas.ListOf(parameter);
        parameters.Description =
            "What the command asks for; null or left out when it asks for nothing.";
        parameters.Type |= JsonSchemaType.Null;
        var body = Closed(("Key", key), ("Ids", ids), ("Parameters", parameters));
        body.Required!.Remove("Parameters");
        return body;
    }

    public static OpenApiSchema Closed(params (string Name, OpenApiSchema Schema)[] members) =>
        new()
        {
            Type = JsonSchemaType.Object,
            Properties = members.ToDictionary(
                member => member.Name,
                IOpenApiSchema (member) => member.Schema
            ),
            Required = members.Select(member => member.Name).ToHashSet(),
        };

    public static OpenApiSchema Anything(string says) => new() { Description = says };

    private static OpenApiSchema Nothing() =>
        new() { Type = JsonSchemaType.Null, Description = "Always null." };

    private static OpenApiSchema Instant() =>
        new()
        {
            Type = JsonSchemaType.String,
            Format = "date-time",
            Description = "When.",
        };

    private static string Says(Command command) =>
        $"`{command.Key}` {command.Name.ToLowerInvariant()}{Wants(command.Parameters)}.";

    private static string Wants(IReadOnlyList<CommandParameter> parameters) =>
        parameters.Count == 0
            ? ""
            : $" ({string.Join(", ", parameters.Select(p => p.IsRequired ? p.Name : $"{p.Name} optional"))})";
}
