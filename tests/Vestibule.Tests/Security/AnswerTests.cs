using System.Text;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Security;

/// <summary>What holds for the answers of every address, the refusals included.</summary>
public sealed class AnswerTests
{
    private static readonly CancellationToken Cancelled = TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryBodySaysWhatItIsAndHowItIsWritten()
    {
        var wrong = await Walk(
            async (route, answer) =>
            {
                var bytes = await answer.Content.ReadAsByteArrayAsync(Cancelled);
                var type = answer.Content.Headers.ContentType;
                var isText = type?.MediaType is "application/json" or "text/html" or "text/plain";
                return bytes.Length == 0 || (type is not null && (!isText || IsUtf8(type.CharSet)));
            }
        );
        wrong.ShouldBeEmpty();

        static bool IsUtf8(string? said) =>
            said?.Equals("utf-8", StringComparison.OrdinalIgnoreCase) is true;
    }

    /// <summary>Programs send credentials with each request, and many follow a redirect with them.</summary>
    [Fact]
    public async Task NoAnswerOfTheApiSendsAnybodyElsewhere()
    {
        var wrong = await Walk(
            (route, answer) =>
                Task.FromResult(
                    !route.Pattern.StartsWith("/api", StringComparison.OrdinalIgnoreCase)
                        || (int)answer.StatusCode is < 300 or > 399
                )
        );
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task NoOtherOriginIsLetIn()
    {
        var wrong = await Walk(
            (_, answer) =>
                Task.FromResult(
                    !answer.Headers.Any(header =>
                        header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)
                    )
                )
        );
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task APreflightFromElsewhereIsGrantedNothing()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        using var stranger = world.App.Anonymous();
        foreach (var route in LiveRoute.Of(world.App))
        {
            var answer = await stranger.Asks(
                HttpMethod.Options,
                route.Path,
                null,
                ("Origin", "https://elsewhere.example"),
                ("Access-Control-Request-Method", route.Method.Method),
                ("Access-Control-Request-Headers", "authorization")
            );
            answer.Status.ShouldBeGreaterThanOrEqualTo(400, route.Name);
            answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse(route.Name);
        }
    }

    [Fact]
    public async Task NoCookieIsSetAndNobodyIsSentElsewhere()
    {
        var wrong = await Walk(
            (route, answer) =>
                Task.FromResult(
                    !answer.Headers.Contains("Set-Cookie")
                        && ((int)answer.StatusCode is < 300 or >= 400 || IsOurs(route, answer))
                )
        );
        wrong.ShouldBeEmpty();

        // A member's link leads away from its own address, which nobody is to see, to one of ours.
        static bool IsOurs(LiveRoute route, HttpResponseMessage answer) =>
            route.Pattern == "/v/{token}"
            && answer.Headers.Location is { IsAbsoluteUri: false } there
            && there.ToString().StartsWith("/verify/", StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryAnswerForbidsGuessingKeepingFramingAndTelling()
    {
        var wrong = await Walk(
            (route, answer) =>
                Task.FromResult(
                    Says(answer, "X-Content-Type-Options", "nosniff")
                        && Says(answer, "Referrer-Policy", "no-referrer")
                        && (IsPublic(route) || Says(answer, "Cache-Control", "no-store"))
                        && Says(answer, "Content-Security-Policy", "frame-ancestors 'none'")
                        && Says(answer, "Content-Security-Policy", "default-src 'none'")
                        && Says(answer, "Content-Security-Policy", "object-src 'none'")
                        && Says(answer, "Content-Security-Policy", "base-uri 'none'")
                        && Says(answer, "Cross-Origin-Resource-Policy", "same-origin")
                        && !answer.Headers.Contains("Server")
                        && !answer.Headers.Contains("X-Powered-By")
                )
        );
        wrong.ShouldBeEmpty();

        // Scripts of the reference page and what members' pages are drawn with, the same for everybody.
        static bool IsPublic(LiveRoute route) =>
            route.Pattern is "/verify/style.css" or "/verify/icon.svg"
            || (
                route.Pattern.StartsWith("/docs/", StringComparison.Ordinal)
                && !route.Pattern.Contains('{')
            );
    }

    [Fact]
    public async Task WhatReadsAsksForReadingAndWhatWritesForWriting()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        var gated = LiveRoute
            .Of(world.App)
            .Select(route => (route, route.Endpoint.Metadata.GetMetadata<RoleNeeded>()?.Role))
            .Where(one => one.Role is not null)
            .ToList();
        gated.Count.ShouldBeGreaterThan(40);
        gated
            .Where(one => one.route.Writes == IsReading(one.Role!))
            .Select(one => $"{one.route.Name} asks for {one.Role}")
            .ShouldBeEmpty();

        static bool IsReading(string role) =>
            role.EndsWith("-Read", StringComparison.Ordinal)
            || role.EndsWith("-List", StringComparison.Ordinal);
    }

    private static bool Says(HttpResponseMessage answer, string name, string value) =>
        answer.Headers.TryGetValues(name, out var said)
        && said.Any(one => one.Contains(value, StringComparison.Ordinal));

    /// <summary>Asks every address three times: as a stranger, as somebody without permissions, as an administrator.</summary>
    /// <returns>Names of those whose answer is not right.</returns>
    private static async Task<IReadOnlyList<string>> Walk(
        Func<LiveRoute, HttpResponseMessage, Task<bool>> isRight
    )
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        using var stranger = world.App.Anonymous();
        using var somebody = await world.Operator(await world.Business());
        using var administrator = await world.Administrator();
        var wrong = new List<string>();
        foreach (var route in LiveRoute.Of(world.App))
        foreach (var client in new[] { stranger, somebody, administrator })
        {
            using var request = new HttpRequestMessage(route.Method, route.Path);
            request.Headers.TryAddWithoutValidation("Origin", "https://elsewhere.example");
            if (route.Writes)
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await client.SendAsync(request, Cancelled);
            if (!await isRight(route, answer))
                wrong.Add(
                    $"{route.Name}: {(int)answer.StatusCode} {answer.Headers} {answer.Content.Headers}"
                );
        }

        return wrong;
    }
}
