using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NetVips;
using Vestibule.Database;
using Vestibule.Journal;
using Vestibule.Tests.Harness;
using Vestibule.Tests.Vision;

namespace Vestibule.Tests.Documents;

/// <summary>What becomes of a file between its way in and its way out.</summary>
public sealed class PicturesTests
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task APhotoOfATelephoneBecomesAJpegThatIsUpright(DatabaseProvider provider)
    {
        await using var desk = await DocumentDesk.Open(provider);
        var (_, document) = await desk.Document();
        (await desk.Put(document, Encoded.Heic("turned"), name: "IMG_1.HEIC")).Status.ShouldBe(200);
        var cleaned = await desk.Shown($"{DocumentDesk.Documents}/getphoto/{document}");
        (cleaned!.Value.Type, cleaned.Value.Name).ShouldBe(("image/jpeg", "IMG_1.jpg"));
        var seen = new GoodFile("turned", Vestibule.Vision.MediaKind.Heic, [], 320, 240);
        Seen.Askew(cleaned.Value.Bytes, seen).ShouldBeNull();
        Tags.In(Vestibule.Vision.MediaKind.Jpeg, cleaned.Value.Bytes).ShouldBeEmpty();
        (await desk.Kept()).ShouldBe((3, 0, 3));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task PeopleAreShownPagesAThumbnailAndABlurredPicture(DatabaseProvider provider)
    {
        await using var desk = await DocumentDesk.Open(provider);
        var (_, document) = await desk.Document();
        (await desk.Put(document, Papers.Pdf(4, pages: 3), "document")).Status.ShouldBe(200);
        var files = $"/api/vestibule/documents/{document}/files/document";
        foreach (
            var (picture, longest) in new[]
            {
                ("1", 2400),
                ("2", 2400),
                ("3", 2400),
                ("thumbnail", 400),
                ("blurred", 24),
            }
        )
        {
            var shown = await desk.Shown($"{files}/{picture}");
            shown!.Value.Type.ShouldBe("image/webp");
            using var image = Image.WebploadBuffer(shown.Value.Bytes);
            Math.Max(image.Width, image.Height).ShouldBeLessThanOrEqualTo(longest, picture);
        }

        foreach (var none in new[] { "0", "4", "1000", "-1", "1.0", "Thumbnail", "x" })
        {
            (await desk.Admin.Gets($"{files}/{none}")).Status.ShouldBe(404, none);
        }

        (await desk.Admin.Gets(files.Replace("document", "photo") + "/1")).Status.ShouldBe(404);
        // Nobody is recognised on the blurred one, so nobody was looked at.
        await using var db = desk.App.Db();
        (
            await db.JournalEntries.CountAsync(e =>
                e.Action == JournalAction.Look && e.Member == "Front"
            )
        ).ShouldBe(4);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AnOriginalIsForThoseWhoMayAndSayWhy(DatabaseProvider provider)
    {
        await using var desk = await DocumentDesk.Open(provider);
        var (_, document) = await desk.Document();
        byte[] sent = [.. Encoded.WithSegments(Papers.Jpeg(1), (0xFE, "where it was"u8.ToArray()))];
        (await desk.Put(document, sent, name: "a.jpg")).Status.ShouldBe(200);
        var address = $"{DocumentDesk.Documents}/getphoto/{document}";
        var read = "CoworkerIdentityCheckDocument-Read";
        using var reader = await desk.World.Operator(desk.Business, read);
        var refused = await reader.Gets($"{address}?original=1&reason=fraud");
        refused.Status.ShouldBe(401);
        refused.Raw.ShouldContain("CoworkerIdentityCheckDocument-Original");
        (await desk.Shown(address, reader))!.Value.Bytes.ShouldNotBe(sent);

        using var inspector = await desk.World.Operator(
            desk.Business,
            read,
            "CoworkerIdentityCheckDocument-Original"
        );
        foreach (
            var none in new[] { "", "&reason=", "&reason=%20", $"&reason={new string('x', 501)}" }
        )
        {
            var why = await inspector.Gets($"{address}?original=1{none}");
            why.Status.ShouldBe(400, none);
            why["Errors"]![0]!["PropertyName"]!.ToString().ShouldBe("reason");
        }

        (
            await desk.Shown($"{address}?original=1&reason=Looks%20forged", inspector)
        )!.Value.Bytes.ShouldBe(sent);
        var lines = await desk.Admin.Gets(
            $"/api/sys/audittrailentries?AuditTrailEntry_Business={desk.Business.Id}&size=100"
        );
        lines.Raw.ShouldContain("PhotoOriginal");
        await using var db = desk.App.Db();
        var look = await db.JournalEntries.SingleAsync(e => e.Member == "PhotoOriginal");
        var book = desk.App.Services.GetRequiredService<Book>();
        (await book.Open(look, default)).ShouldNotBeNull().ShouldContain("Looks forged");
        desk.App.Logs.Lines.ShouldNotContain(line => line.Contains("forged"));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AFileThatCannotBeShownIsRefusedInWordsAndLeavesNothing(
        DatabaseProvider provider
    )
    {
        await using var desk = await DocumentDesk.Open(provider);
        var (_, document) = await desk.Document();
        foreach (
            var (file, why) in new (byte[], string)[]
            {
                (Papers.Jpeg(1)[..^100], "ends too early: send the whole file again"),
                (
                    [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[600]],
                    "is damaged and cannot be read: open it yourself, save it anew and send that"
                ),
                (Pdfs.Locked("secret"), "is locked with a password: save it without one"),
                (Papers.Pdf(1, pages: 31), "has more than 30 pages"),
                (
                    Pieces.Header(100, 100, 8, 2, Pieces.Packed(50_000_000)),
                    "unpacks to more than its pixels need: save it anew and send that"
                ),
                ([], "is empty"),
                ("GIF89a and a script"u8.ToArray(), "is not a JPEG, PNG, WebP, HEIC or PDF file"),
            }
        )
        {
            var refused = await desk.Put(document, file);
            refused.Status.ShouldBe(400, refused.Raw);
            var error = refused["Errors"]!.AsArray().ShouldHaveSingleItem()!;
            (error["PropertyName"]!.ToString(), error["Message"]!.ToString()).ShouldBe(
                ("File", why)
            );
        }

        (await desk.Kept()).ShouldBe((0, 0, 0));
        (await desk.Admin.Gets($"{DocumentDesk.Documents}/getphoto/{document}")).Status.ShouldBe(
            404
        );
    }
}
