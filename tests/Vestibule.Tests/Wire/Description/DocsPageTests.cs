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
