using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Vestibule.Wire.Description;

/// <summary>Examples. Envelopes and errors are written by the very code that answers, so they cannot drift.</summary>
internal static class Examples
{
    public const long Id = 87654321;
    public const string By = "admin@example.com";
    public static readonly DateTimeOffset At = new(2025, 1, 15, 10, 30, 0, TimeSpan.Zero);

    public static JsonNode Of(IResult answer) =>
        JsonNode.Parse((answer is Later later ? later.Answer : (Json)answer).Bytes().Span)!;

    public static JsonObject Record(RecordShape shape, EntityWords words)
    {
        var record = new JsonObject();
        foreach (var member in shape.Members)
        {
            var said = Vocabulary.Of(words, member.Name);
            record[member.Name] =
                member.Always?.DeepClone()
                ?? Node(Readable(member, said) ? said.Example : null)
                ?? Plain(member, words);
        }

        return record;
    }

    public static JsonObject Body(RecordShape shape, EntityWords words, Taken when)
    {
        var body = new JsonObject();
        if (when == Taken.OnUpdate)
        {
            body["Id"] = Id;
        }

        foreach (var member in words.Members.Where(member => member.Taken.HasFlag(when)))
        {
            if (member.Example is not null)
            {
                body[member.Name] = Node(member.Example);
            }
            else if (member.IsRequired)
            {
                body[member.Name] = shape.Members.FirstOrDefault(one => one.Name == member.Name)
                    is { } known
                    ? Plain(known, words)
                    : "…";
            }
        }

        return body;
    }

    public static JsonObject Page(JsonNode record) =>
        new()
        {
            ["Records"] = new JsonArray(record.DeepClone()),
            ["CurrentPageSize"] = 25,
            ["CurrentPage"] = 1,
            ["CurrentOrderField"] = "Id",
            ["CurrentSortDirection"] = 0,
            ["FirstItem"] = 1,
            ["HasNextPage"] = false,
            ["HasPreviousPage"] = false,
            ["LastItem"] = 1,
            ["PageNumber"] = 1,
            ["PageSize"] = 25,
            ["TotalItems"] = 1,
            ["TotalPages"] = 1,
        };

    public static JsonNode Done(string entity, string deed, JsonNode? value) =>
        Of(
            Envelope.Done(
                entity,
                deed,
                At,
                By,
                value is null ? Envelope.IdOnly(Id) : json => value.WriteTo(json)
            )
        );

    /// <summary>A command that wants something, so that the example shows how it is given.</summary>
    public static JsonObject Command(IReadOnlyList<Command> known)
    {
        var command =
            known.FirstOrDefault(one => one.Key is "MARK_AS_REJECTED")
            ?? known.FirstOrDefault(one => one.Parameters.Count > 0)
            ?? known[0];
        return new()
        {
            ["Key"] = command.Key,
            ["Ids"] = new JsonArray(Id),
            ["Parameters"] = new JsonArray([
                .. command.Parameters.Select(parameter => new JsonObject
                {
                    ["Name"] = parameter.Name,
                    ["Type"] = parameter.Type,
                    ["Value"] = "The photograph is blurred.",
                }),
            ]),
        };
    }

    public static JsonNode? Node(object? value) =>
        value as JsonNode ?? (value is null ? null : JsonSerializer.SerializeToNode(value));

    // Members that are only ever written read back as they always do.
    private static bool Readable(MemberShape member, MemberWords words) =>
        words.Enum is null || member.Enum == words.Enum;

    private static JsonNode? Plain(MemberShape member, EntityWords words) =>
        (member.Name, member.JsonType, member.JsonFormat) switch
        {
            ("ToStringText", _, _) => Node(
                words["Name"]?.Example ?? words["FullName"]?.Example ?? $"#{Id}"
            ),
            _ when member.IsNullable => null,
            (_, "boolean", _) => false,
            (_, "array", _) => new JsonArray(),
            (_, "integer", _) when member.Enum is { } type => Convert.ToInt32(
                Enum.GetValues(type).GetValue(0)
            ),
            (_, "integer" or "number", _) => 0,
            (_, _, "date-time") => "2025-01-15T10:30:00Z",
            _ => "",
        };
}
