using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Hosting;

namespace Vestibule.Tests.Hosting;

public sealed class WallsTests
{
    private static readonly CancellationToken Cancelled = TestContext.Current.CancellationToken;

    [Fact]
    public async Task HealthNamesWhatFails()
    {
        var answers = true;
        await using var house = await ServedHouse.Open(
            builder =>
            {
                builder.Services.AddReadyPart("database", (_, _) => Task.FromResult(answers));
                builder.Services.AddReadyPart(
                    "keys",
                    (_, _) => throw new InvalidOperationException("secret")
                );
            },
            _ => { }
        );
        (await house.Client.GetStringAsync("/health/live", Cancelled)).ShouldBe(
            """{"status":"live","failing":[]}"""
        );
        answers = false;
        var ready = await house.Client.GetAsync("/health/ready", Cancelled);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var body = await ready.Content.ReadAsStringAsync(Cancelled);
        body.ShouldBe("""{"status":"not ready","failing":["database","keys"]}""");
    }

    /// <summary>A member's link is all it takes to be let in.</summary>
    [Theory]
    [InlineData("http", 403)]
    [InlineData("https", 404)]
    public async Task LinksFromAfarAreFollowedOverHttps(string scheme, int status)
    {
        await using var house = await ServedHouse.Open(
            _ => { },
            _ => { },
            ("Vestibule:Edge:TrustedProxies", "127.0.0.1")
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v/anything");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", scheme);
        using var answer = await house.Client.SendAsync(request, Cancelled);
        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task ReadinessFailsWhenTheDataFolderIsGone()
    {
        await using var house = await ServedHouse.Open(_ => { }, _ => { });
        var folder = house.App.Services.GetRequiredService<Settings>().DataPath;
        Directory.Delete(folder);
        (await house.Client.GetAsync("/health/ready", Cancelled)).StatusCode.ShouldBe(
            HttpStatusCode.ServiceUnavailable
        );
        Directory.CreateDirectory(folder);
    }

    [Theory]
    [InlineData("/health/live", 200)]
    [InlineData("/nowhere", 404)]
    [InlineData("/breaks", 500)]
    public async Task EveryAnswerCarriesTheHeaders(string path, int status)
    {
        await using var house = await ServedHouse.Open(
            _ => { },
            app =>
            {
                app.UseExceptionHandler(failed => failed.Run(_ => Task.CompletedTask));
                app.MapGet("/breaks", void () => throw new InvalidOperationException());
            }
        );
        var answer = await house.Client.GetAsync(path, Cancelled);
        ((int)answer.StatusCode).ShouldBe(status);
        One(answer.Headers, "X-Content-Type-Options").ShouldBe("nosniff");
        One(answer.Headers, "Referrer-Policy").ShouldBe("no-referrer");
        One(answer.Headers, "Content-Security-Policy")
            .ShouldBe(
                "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
            );
        One(answer.Headers, "Cache-Control").ShouldContain("no-store");
        One(answer.Headers, "Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        One(answer.Headers, "Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        One(answer.Headers, "Cross-Origin-Embedder-Policy").ShouldBe("require-corp");
        One(answer.Headers, "Permissions-Policy").ShouldContain("camera=()");
        answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse("it came over http");
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task ADoorKeepsItsOwnPolicy()
    {
        await using var house = await ServedHouse.Open(
            _ => { },
            app =>
            {
                app.MapGet("/page", () => "").WithMetadata(ContentPolicy.ApiPages);
                app.MapGet(
                    "/file",
                    (HttpResponse answer) => answer.Headers.CacheControl = "no-store, private"
                );
            }
        );
        var page = await house.Client.GetAsync("/page", Cancelled);
        One(page.Headers, "Content-Security-Policy")
            .ShouldStartWith("default-src 'none'; script-src 'self'");
        var file = await house.Client.GetAsync("/file", Cancelled);
        file.Headers.CacheControl!.Private.ShouldBeTrue();
    }

    [Fact]
    public async Task BodiesAreBoundedByTheirRoute()
    {
        await using var house = await ServedHouse.Open(
            _ => { },
            app =>
            {
                app.MapPut("/usual", Length);
                app.MapPut("/file", Length).WithBodyLimit(1024 * 1024);
            }
        );
        (await Put(house, "/usual", 256 * 1024)).ShouldBe(200);
        (await Put(house, "/usual", (256 * 1024) + 1)).ShouldBe(413);
        (await Put(house, "/file", 1024 * 1024)).ShouldBe(200);
        (await Put(house, "/file", (1024 * 1024) + 1)).ShouldBe(413);
    }

    [Fact]
    public async Task StoppingSaysNotReadyFirstAndFinishesWhatIsUnderWay()
    {
        var (began, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var house = await ServedHouse.Open(
            _ => { },
            app =>
                app.MapGet(
                    "/slow",
                    async () =>
                    {
                        began.SetResult();
                        await mayEnd.Task;
                        return "done";
                    }
                )
        );
        var slow = house.Client.GetStringAsync("/slow", Cancelled);
        await began.Task;
        var stop = house.App.StopAsync(Cancelled);
        var readiness = house.App.Services.GetRequiredService<Readiness>();
        (await readiness.Failing(Cancelled)).ShouldBe(["stopping"]);
        stop.IsCompleted.ShouldBeFalse();
        mayEnd.SetResult();
        (await slow).ShouldBe("done");
        await stop;
    }

    private static async Task<int> Length(HttpRequest request, CancellationToken cancelled)
    {
        var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancelled);
        return (int)bytes.Length;
    }

    private static async Task<int> Put(ServedHouse house, string path, int bytes) =>
        (int)
            (
                await house.Client.PutAsync(path, new ByteArrayContent(new byte[bytes]), Cancelled)
            ).StatusCode;

    private static string One(HttpHeaders headers, string name) =>
        headers.GetValues(name).ShouldHaveSingleItem();
}
