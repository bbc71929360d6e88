using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Vestibule.Wire;

/// <summary>One value a command takes.</summary>
/// <param name="Type"><c>String</c>, <c>Date</c> or <c>Boolean</c>, as the vendor spells them.</param>
public sealed record CommandParameter(string Name, string Type, bool IsRequired);

/// <summary>Something that can be done to records besides writing them. Keys are ours, in the vendor's upper-case style.</summary>
public sealed record Command(
    string Key,
    string Name,
    string Icon,
    int Order,
    IReadOnlyList<CommandParameter> Parameters
)
{
    public static IResult List(IEnumerable<Command> commands) =>
        Json.Ok(json =>
        {
            json.WriteStartArray();
            foreach (var command in commands)
            {
                command.Write(json);
            }

            json.WriteEndArray();
        });

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("Key", Key);
        json.WriteString("Name", Name);
        json.WriteBoolean("AppliesOnlyToMultipleEntities", false);
        json.WriteBoolean("AppliesOnlyToOneEntity", false);
        json.WriteBoolean("AppliesOnlyToTwoEntities", false);
        json.WriteBoolean("DisplayInDropdown", true);
        json.WriteBoolean("DisplayInDropdownV2", true);
        json.WriteBoolean("DisplayInGrid", true);
        json.WriteString("Icon", Icon);
        json.WriteBoolean("NeedsEntitiesToRun", true);
        json.WriteNumber("Order", Order);
        json.WriteStartArray("RequiresParameters");
        foreach (var parameter in Parameters)
        {
            json.WriteStartObject();
            json.WriteString("Name", parameter.Name);
            json.WriteString("Type", parameter.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>A command as it was asked for: <c>{"Key":…,"Ids":[…],"Parameters":[{"Name":…,"Value":…}]}</c>.</summary>
public sealed record CommandRequest(
    Command Command,
    IReadOnlyList<long> Ids,
    IReadOnlyDictionary<string, string> Parameters
)
{
    public const int MostIds = 1000;

    /// <summary>A parameter's text, null when it was not sent or is empty.</summary>
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    public static CommandRequest? Read(
        Body body,
        IEnumerable<Command> known,
        out IReadOnlyList<FieldError> errors
    )
    {
        var read = new Reading(body);
        var key = read.RequiredText("Key");
        var command = known.FirstOrDefault(c =>
            c.Key.Equals(key, StringComparison.OrdinalIgnoreCase)
        );
        if (command is null && !read.Failed)
        {
            read.Refuse("Key", "is not a command of this entity");
        }

        var ids = read.Ids("Ids") ?? [];
        if (ids.Count is 0 or > MostIds && !read.Failed)
        {
            read.Refuse(
                "Ids",
                ids.Count == 0 ? FieldError.Required : $"names more than {MostIds} records"
            );
        }

        var parameters = Texts(body, read);
        foreach (
            var missing in command?.Parameters.Where(p =>
                p.IsRequired && !parameters.ContainsKey(p.Name)
            )
                ?? []
        )
        {
            read.Refuse(missing.Name, FieldError.Required);
        }

        errors = read.Errors;
        return read.Failed ? null : new CommandRequest(command!, [.. ids.Distinct()], parameters);
    }

    private static Dictionary<string, string> Texts(Body body, Reading read)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (body["Parameters"] is not { ValueKind: JsonValueKind.Array } sent)
        {
            return texts;
        }

        foreach (
            var one in sent.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object)
        )
        {
            var parameter = new Reading(Body.FromJson(JsonSerializer.SerializeToUtf8Bytes(one)));
            if (parameter.Text("Name") is { } name && parameter.Text("Value") is { } value)
            {
                texts[name] = value;
            }

            foreach (var error in parameter.Errors)
            {
                read.Refuse($"Parameters.{error.Property}", error.Message);
            }
        }

        return texts;
    }
}
