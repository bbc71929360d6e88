using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Vestibule.Wire;

/// <summary>
/// A request body as clients of this API send it: JSON under any or no content type, or form fields. Member names
/// are compared without case. At most 256 KB, 16 levels deep, no member twice.
/// </summary>
public sealed class Body
{
    /// <summary>Of the outermost object, or fields of a form.</summary>
    public const int MostMembers = 1000;

    private const int Deepest = 16;
    private const string TooMany = "has too many members, or one whose name is too long";
    private const string Form = "application/x-www-form-urlencoded";
    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = Deepest,
        AllowDuplicateProperties = false,
    };

    /// <summary>Nothing was sent, or nothing of it may be said back.</summary>
    public static readonly Body Empty = new();

    private readonly Dictionary<string, JsonElement> members = new(
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>What was sent for a member; <c>Undefined</c> when nothing was.</summary>
    public JsonElement this[string member] => members.GetValueOrDefault(member);

    public bool Has(string member) => members.ContainsKey(member);

    public IReadOnlyDictionary<string, JsonElement> Members => members;

    /// <summary>The same without a member whose value may not be said back.</summary>
    public Body Without(string member)
    {
        var rest = new Body();
        foreach (var (name, value) in members)
        {
            rest.members[name] = value;
        }

        rest.members.Remove(member);
        return rest;
    }

    /// <exception cref="BadHttpRequestException">400 when it cannot be read, with words that may be shown.</exception>
    public static ValueTask<Body> BindAsync(HttpContext context) =>
        context.Features.Get<Body>() is { } known ? new(known) : ReadFrom(context);

    private static async ValueTask<Body> ReadFrom(HttpContext context)
    {
        if (!IsReadable(context.Request.ContentType))
        {
            throw new BadHttpRequestException(
                "is neither JSON nor a form",
                StatusCodes.Status415UnsupportedMediaType
            );
        }

        var bytes = await ReadAll(context.Request, context.RequestAborted);
        return IsForm(context.Request, bytes) ? FromForm(bytes) : FromJson(bytes);
    }

    internal static Body FromJson(ReadOnlyMemory<byte> bytes)
    {
        var body = new Body();
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(bytes), Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new BadHttpRequestException("is not a JSON object");
            }

            if (bytes.Span.IndexOf("\\u"u8) >= 0)
            {
                ReadTexts(document.RootElement);
            }

            if (document.RootElement.GetPropertyCount() > MostMembers)
            {
                throw new BadHttpRequestException(TooMany);
            }

            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (!body.members.TryAdd(member.Name, member.Value.Clone()))
                {
                    throw new BadHttpRequestException("names a member twice");
                }
            }
        }
        catch (JsonException broken)
        {
            throw new BadHttpRequestException(
                $"is not valid JSON, names a member twice, or is nested more than {Deepest} levels deep",
                broken
            );
        }

        return body;
    }

    // Half a surrogate pair (RFC 8259 section 8.2) is found only when its text is asked for, and no database keeps it.
    private static void ReadTexts(JsonElement element)
    {
        try
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.String:
                    _ = element.GetString();
                    break;
                case JsonValueKind.Array:
                    element.EnumerateArray().ToList().ForEach(ReadTexts);
                    break;
                case JsonValueKind.Object:
                    foreach (var member in element.EnumerateObject())
                    {
                        _ = member.Name;
                        ReadTexts(member.Value);
                    }

                    break;
            }
        }
        catch (InvalidOperationException broken)
        {
            throw new BadHttpRequestException("holds text that is not well-formed", broken);
        }
    }

    private static Body FromForm(ReadOnlyMemory<byte> bytes)
    {
        var body = new Body();
        foreach (var (name, values) in Fields(Encoding.UTF8.GetString(bytes.Span)))
        {
            if (values.Count > 1)
            {
                throw new BadHttpRequestException("names a member twice");
            }

            body.members[name] = JsonSerializer.SerializeToElement(values.ToString());
        }

        return body;
    }

    private static Dictionary<string, StringValues> Fields(string form)
    {
        using var reader = new FormReader(form) { ValueCountLimit = MostMembers };
        try
        {
            return reader.ReadForm();
        }
        catch (InvalidDataException tooMany)
        {
            throw new BadHttpRequestException(TooMany, tooMany);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAll(
        HttpRequest request,
        CancellationToken cancelled
    )
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancelled);
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static bool IsReadable(string? contentType) =>
        contentType is null or ""
        || contentType.Contains("json", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith(Form, StringComparison.OrdinalIgnoreCase);

    // curl labels everything a form: an unlabelled-by-intent JSON body is told by its first brace.
    private static bool IsForm(HttpRequest request, ReadOnlyMemory<byte> bytes) =>
        request.ContentType?.StartsWith(Form, StringComparison.OrdinalIgnoreCase) == true
        && !bytes.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8);

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
}
