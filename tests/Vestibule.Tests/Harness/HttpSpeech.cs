using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Vestibule.Tests.Harness;

/// <summary>An answer as it came: status, headers, the raw body, and the body as JSON for looking into.</summary>
public sealed record Answer(int Status, HttpResponseHeaders Headers, string Raw)
{
    public JsonNode Json => JsonNode.Parse(Raw)!;

    /// <summary>A member of the body, e.g. <c>["Value"]["Id"]</c>.</summary>
    public JsonNode? this[string member] => Json[member];

    public long Id => Json["Value"]!["Id"]!.GetValue<long>();

    public JsonArray Records => Json["Records"]!.AsArray();
}

/// <summary>Short words for talking to the server.</summary>
public static class HttpSpeech
{
    public static async Task<Answer> Asks(
        this HttpClient client,
        HttpMethod method,
        string path,
        string? json = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            (int)response.StatusCode,
            response.Headers,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    public static Task<Answer> Gets(this HttpClient client, string path) =>
        client.Asks(HttpMethod.Get, path);

    public static Task<Answer> Posts(this HttpClient client, string path, string json) =>
        client.Asks(HttpMethod.Post, path, json);

    public static Task<Answer> Puts(this HttpClient client, string path, string json) =>
        client.Asks(HttpMethod.Put, path, json);

    public static Task<Answer> Deletes(this HttpClient client, string path) =>
        client.Asks(HttpMethod.Delete, path);
}
