using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Hosting;

/// <summary>The same headers on every answer of the shipped server, whoever writes it.</summary>
public sealed class EveryHeaderTests
{
    /// <summary>Over HTTPS there is one more.</summary>
    internal static readonly string[] Names =
    [
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Content-Security-Policy",
        "Cache-Control",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "Cross-Origin-Embedder-Policy",
        "Permissions-Policy",
    ];

    [Theory]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("GET", "/docs", null)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    [InlineData("HEAD", "/health/live", null)]
    [InlineData("OPTIONS", "/api/spaces/coworkeridentitychecks", null)]
    [InlineData("GET", "/api/spaces/coworkeridentitychecks", 401)]
    [InlineData("GET", "/nowhere", 401)]
    [InlineData("PATCH", "/api/spaces/coworkers", 401)]
    [InlineData("POST", "/api/token", 400)]
    public async Task StrangersHearThem(string method, string path, int? status)
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        using var stranger = world.App.Anonymous();
        await Check(stranger, method, path, null, status);
    }

    [Theory]
    [InlineData("GET", "/nowhere", null, 404)]
    [InlineData("PATCH", "/api/spaces/coworkers", null, 405)]
    [InlineData("POST", "/api/spaces/coworkers", "{", 400)]
    [InlineData("GET", "/api/spaces/coworkers/999999999", null, 404)]
    [InlineData("GET", "/api/spaces/coworkers", null, 200)]
    public async Task UsersHearThem(string method, string path, string? body, int status)
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        using var admin = await world.Administrator();
        await Check(admin, method, path, body, status);
    }

    private static async Task Check(
        HttpClient client,
        string method,
        string path,
        string? body,
        int? status
    )
    {
        var answer = await client.Asks(new HttpMethod(method), path, body);
        if (status is not null)
        {
            answer.Status.ShouldBe(status.Value, answer.Raw);
        }

        foreach (var name in Names)
        {
            answer.Headers.Contains(name).ShouldBeTrue($"{method} {path}: {name}");
        }

        answer.Headers.Contains("Server").ShouldBeFalse();
    }
}
