using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Wire.Description;

/// <summary>The pages at <c>/docs</c> are open to anybody and ask nobody else for anything.</summary>
public sealed class DocsPageTests
{
    [Fact]
    public async Task PageAndScriptsComeFromHere()
    {
        var anonymous = (await Apps.World(DatabaseProvider.Sqlite)).App.Anonymous();
        var page = await anonymous.Gets("/docs/");
        page.Status.ShouldBe(200);
        page.Raw.ShouldNotContain("://");
        page.Headers.GetValues("Content-Security-Policy")
            .Single()
            .ShouldContain("connect-src 'self'");
        foreach (var part in new[] { "scalar.js", "scalar.aspnetcore.js", "favicon.svg" })
        {
            page.Raw.ShouldContain(part);
            (await anonymous.Gets($"/docs/{part}")).Status.ShouldBe(200, part);
        }
    }

    [Theory]
    [InlineData("/docs/")]
    [InlineData("/docs/scalar.js")]
    [InlineData("/docs/favicon.svg")]
    [InlineData("/openapi/v1.json")]
    public async Task HeadAnswersAsGetWithoutABody(string path)
    {
        var anonymous = (await Apps.World(DatabaseProvider.Sqlite)).App.Anonymous();
        var head = await anonymous.Asks(HttpMethod.Head, path);
        (head.Status, head.Raw).ShouldBe((200, ""));
        (await anonymous.Asks(HttpMethod.Post, path)).Status.ShouldNotBe(200);
    }

    [Fact]
    public async Task EverythingThatWouldAskElsewhereIsOff()
    {
        var anonymous = (await Apps.World(DatabaseProvider.Sqlite)).App.Anonymous();
        var page = (await anonymous.Gets("/docs/")).Raw;
        foreach (
            var off in new[]
            {
                "\"withDefaultFonts\":false",
                "\"telemetry\":false",
                "\"agent\":{\"disabled\":true}",
                "\"mcp\":{\"disabled\":true}",
            }
        )
        {
            page.ShouldContain(off);
        }
    }
}
