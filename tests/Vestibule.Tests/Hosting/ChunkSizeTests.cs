using Vestibule.Database;
using Vestibule.Tests.Durability;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Hosting;

/// <summary>A chunk that says to be larger than any is a bad one like all others, and no fault of the server.</summary>
public sealed class ChunkSizeTests
{
    private static readonly string[] Sizes = ["no size", "80000000", "FFFFFFFFFFFFFFFFF0"];

    [Fact]
    public async Task StrangersAreRefused()
    {
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite);
        foreach (
            var path in new[] { "/api/token", "/api/vestibule/password", "/webhooks/stripe/x" }
        )
        {
            foreach (var size in Sizes)
            {
                await IsRefused(
                    app,
                    $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n",
                    size
                );
            }
        }

        app.Logs.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FilesAreRefusedAndNothingIsKept()
    {
        await using var desk = await UploadDesk.Open(clock: null);
        foreach (var size in Sizes)
        {
            await IsRefused(
                desk.App,
                $"PUT /api/vestibule/documents/{await desk.Document()}/files/photo HTTP/1.1\r\nHost: localhost\r\nAuthorization: {desk.Admin.DefaultRequestHeaders.Authorization}\r\n",
                size
            );
        }

        await UploadDesk.NothingIsLeft(desk);
        desk.App.Logs.Lines.ShouldNotContain(line =>
            line.StartsWith("Error", StringComparison.Ordinal)
        );
    }

    private static async Task IsRefused(VestibuleApp app, string head, string size)
    {
        var heard = await RawSocket.Say(
            app.Address,
            $"{head}Transfer-Encoding: chunked\r\n\r\n{size}\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            RawSocket.UntilItHangsUp
        );
        heard.ShouldStartWith("HTTP/1.1 400 ", Case.Sensitive, $"{head}{size}");
        RawSocket.Answers(heard).ShouldBe(1, heard);
    }
}
