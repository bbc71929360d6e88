using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Wire.Description;

/// <summary>One request of a <c>.http</c> file: its title, its name if others refer to its answer, and its text.</summary>
internal sealed record FileRequest(string Title, string? Name, IReadOnlyList<string> Lines)
{
    /// <summary>What the title promises.</summary>
    public int Status => Title.EndsWith(": 400", StringComparison.Ordinal) ? 400 : 200;
}

/// <summary>Reads such a file as editors do, and sends it from top to bottom.</summary>
internal sealed partial class RequestFile(string text, IReadOnlyDictionary<string, string> mine)
{
    private readonly Dictionary<string, string> variables = [];
    private readonly Dictionary<string, Answer> answers = [];

    /// <param name="attached">Stands in for files that lie beside the reader's copy.</param>
    public async IAsyncEnumerable<(FileRequest Request, Answer Answer)> Send(
        HttpClient client,
        byte[] attached
    )
    {
        foreach (var part in Divider().Split(text))
        {
            if (Read(part) is not { } request)
            {
                continue;
            }

            var answer = await Send(client, request, attached);
            if (request.Name is not null)
            {
                answers[request.Name] = answer;
            }

            yield return (request, answer);
        }
    }

    // Variables stand until they are set again; what the test knows better than the file wins.
    private FileRequest? Read(string part)
    {
        var lines = part.Split('\n').Select(line => line.TrimEnd()).ToList();
        foreach (var set in lines.Where(line => line.StartsWith('@')))
        {
            var (name, value) = (
                set[1..set.IndexOf('=')].Trim(),
                set[(set.IndexOf('=') + 1)..].Trim()
            );
            variables[name] = mine.GetValueOrDefault(name) ?? value;
        }

        var named = lines.Find(line => line.StartsWith("# @name ", StringComparison.Ordinal));
        var sent = lines
            .Skip(1)
            .SkipWhile(line => line.Length == 0 || line[0] is '#' or '@')
            .ToList();
        return sent.Count == 0
            ? null
            : new FileRequest(lines[0].Trim(), named?["# @name ".Length..].Trim(), sent);
    }

    private async Task<Answer> Send(HttpClient client, FileRequest request, byte[] attached)
    {
        var lines = request.Lines.Select(line => Filled(line)).ToList();
        var (method, address) = (lines[0].Split(' ', 2)[0], lines[0].Split(' ', 2)[1]);
        var headers = lines.Skip(1).TakeWhile(line => line.Length > 0).ToList();
        var body = string.Join('\n', lines.Skip(2 + headers.Count)).Trim();
        using var message = new HttpRequestMessage(new HttpMethod(method), address);
        if (body.Length > 0)
        {
            message.Content = new ByteArrayContent(
                body.StartsWith("< ", StringComparison.Ordinal)
                    ? attached
                    : Encoding.UTF8.GetBytes(body)
            );
        }

        foreach (var header in headers)
        {
            var (name, value) = (header.Split(':', 2)[0], header.Split(':', 2)[1].Trim());
            HttpHeaders kept = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
                ? message.Content!.Headers
                : message.Headers;
            kept.TryAddWithoutValidation(name, value).ShouldBeTrue(header);
        }

        using var response = await client.SendAsync(message, TestContext.Current.CancellationToken);
        return new Answer(
            (int)response.StatusCode,
            response.Headers,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    private string Filled(string line) =>
        Placeholder().Replace(line, hole => Filled(Value(hole.Groups[1].Value)));

    private string Value(string expression)
    {
        if (variables.TryGetValue(expression, out var value))
        {
            return value;
        }

        var path = expression.Split('.', 4);
        var answer = answers[path[0]];
        return path[2] == "headers"
            ? answer.Headers.GetValues(path[3]).Single()
            : path[3]
                .Split('.')
                .SelectMany(step => step.TrimEnd(']').Split('['))
                .Aggregate(
                    answer.Json,
                    (node, step) => int.TryParse(step, out var place) ? node[place]! : node[step]!
                )
                .ToString();
    }

    [GeneratedRegex("^###", RegexOptions.Multiline)]
    private static partial Regex Divider();

    [GeneratedRegex(@"\{\{(.+?)\}\}")]
    private static partial Regex Placeholder();
}
