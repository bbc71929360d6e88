using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Tests.Harness;
using Vestibule.Tests.Hosting;
using Vestibule.Vault;
using static Vestibule.Tests.Hosting.UploadDesk;

namespace Vestibule.Tests.Documents;

/// <summary>What is written while a file is still coming in, and what that file then finds.</summary>
public sealed class SaveDocumentTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatSomebodyElseWroteMeanwhileStays()
    {
        await using var desk = await Open(null);
        using var slow = await Begin(desk, Picture, sent: 1_000);
        using (var other = new ByteArrayContent(Papers.Jpeg(7)))
        {
            other.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            using var answer = await desk.Admin.PutAsync(
                new Uri(
                    $"/api/vestibule/documents/{await desk.Document()}/files/document",
                    UriKind.Relative
                ),
                other,
                Cancelled
            );
            ((int)answer.StatusCode).ShouldBe(200);
        }

        await slow.Send(Picture[1_000..]);
        (await slow.Answer()).ShouldStartWith("HTTP/1.1 200 ");
        await using var db = desk.App.Db();
        var document = await db.CheckDocuments.AsNoTracking().SingleAsync(Cancelled);
        document.Files.Count().ShouldBe(2);
        (await desk.Files()).Count(file => file.PartOf is null).ShouldBe(2);
    }

    [Fact]
    public async Task AFileOfADocumentThatIsGoneIsNotKept()
    {
        await using var desk = await Open(null);
        var document = await desk.Document();
        using var slow = await Line(desk, Picture.Length, "Connection: close\r\n");
        await slow.Send(Picture[..1_000]);
        await Until(desk, 1);
        using var gone = await desk.Admin.DeleteAsync(
            new Uri($"/api/spaces/coworkeridentitycheckdocuments/{document}", UriKind.Relative),
            Cancelled
        );
        ((int)gone.StatusCode).ShouldBe(200);
        await slow.Send(Picture[1_000..]);
        (await slow.Answer()).ShouldStartWith("HTTP/1.1 404 ");
        (await desk.Files()).ShouldBeEmpty();
        await NothingIsLeft(desk);
    }

    [Fact]
    public async Task AFileWhosePromiseHasRunOutIsNotSaidToBeThere()
    {
        await using var desk = await Open(null);
        await using (var db = desk.App.Db())
        {
            await db.Database.ExecuteSqlRawAsync(
                """CREATE TRIGGER "Out" AFTER INSERT ON "FileIntents" BEGIN DELETE FROM "FileIntents"; END""",
                Cancelled
            );
        }

        using var slow = await Line(desk, Picture.Length, "Connection: close\r\n");
        await slow.Send(Picture);
        (await slow.Answer()).ShouldStartWith("HTTP/1.1 503 ");
        (await desk.Files()).ShouldBeEmpty();
        await NothingIsLeft(desk);
    }

    [Fact]
    public async Task AFullDiskIsSaidToBeFull()
    {
        const int noSpace = 28;
        var full = false;
        await using var desk = await EvidenceDesk.Open(
            DatabaseProvider.Sqlite,
            documents: 1,
            size: 0,
            services =>
                services.AddSingleton<Func<FsCall, int>>(call =>
                    full && call is FsCall.Write ? noSpace : 0
                )
        );
        full = true;
        using var line = await Line(desk, Picture.Length, "Connection: close\r\n");
        await line.Send(Picture);
        var answer = await line.Answer();
        answer.ShouldStartWith("HTTP/1.1 503 ");
        answer.ShouldContain("Retry-After: 300");
        answer.ShouldContain("There is no room at present.");
        full = false;
        (await desk.Files()).ShouldBeEmpty();
    }
}
