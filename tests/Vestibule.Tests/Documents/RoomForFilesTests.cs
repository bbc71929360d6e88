using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Decoding;
using Vestibule.Documents;
using Vestibule.Journal;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Documents;

/// <summary>How much is taken, and how long originals stay.</summary>
public sealed class RoomForFilesTests
{
    private const long Gigabyte = 1024L * 1024 * 1024;

    [Theory]
    [InlineData("MaxFilesPerMember", "2", "2 files are kept of this person already")]
    [InlineData("MaxFilesPerLocation", "2", "this location has as many files as it may have")]
    public async Task AQuotaRefusesOneFileMore(string setting, string value, string why)
    {
        await using var desk = await DocumentDesk.Open(
            DatabaseProvider.Sqlite,
            settings: ($"Vestibule:Evidence:{setting}", value)
        );
        var (_, document) = await desk.Document();
        (await desk.Put(document, Papers.Png(1))).Status.ShouldBe(200);
        (await desk.Put(document, Papers.Png(2), "document")).Status.ShouldBe(200);
        var refused = await desk.Put(document, Papers.Png(3), "additionaldocument");
        refused.Status.ShouldBe(400);
        refused["Errors"]![0]!["Message"]!.ToString().ShouldBe($"is not taken: {why}");
        (await desk.Kept()).ShouldBe((6, 0, 6));
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ALocationThatHasUsedUpItsRoomTakesNoMore(DatabaseProvider provider)
    {
        await using var desk = await DocumentDesk.Open(
            provider,
            services => services.AddSingleton(new FileQuota(null, null, 10_000, 0))
        );
        var (_, document) = await desk.Document();
        (await desk.Put(document, Papers.Png(1))).Status.ShouldBe(200);
        var refused = await desk.Put(document, Papers.Png(3), "document");
        refused.Status.ShouldBe(400);
        refused.Raw.ShouldContain("is not taken: this location has used up its room");
    }

    [Theory]
    [InlineData(0.9, 100, false)]
    [InlineData(1.1, 100, true)]
    // On a small disk a twentieth is enough.
    [InlineData(0.4, 10, false)]
    [InlineData(0.6, 10, true)]
    public async Task ANearlyFullDiskTakesNoFiles(double free, double whole, bool taken)
    {
        await using var desk = await DocumentDesk.Open(
            DatabaseProvider.Sqlite,
            services =>
                services.AddSingleton<AskDisk>(_ =>
                    ((long)(free * Gigabyte), (long)(whole * Gigabyte))
                )
        );
        var (_, document) = await desk.Document();
        var answer = await desk.Put(document, Papers.Png(1));
        answer.Status.ShouldBe(taken ? 200 : 503, answer.Raw);
        if (!taken)
        {
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(5));
            (await desk.Kept()).ShouldBe((0, 0, 0));
        }
    }

    [Fact]
    public async Task AReaderThatCannotBeHadIsNoVerdictOnAFile()
    {
        using var nobody = new DecodePool(
            new DecodeOptions { Command = ["/nowhere/vestibule"] },
            NullLogger<DecodePool>.Instance
        );
        await using var desk = await DocumentDesk.Open(
            DatabaseProvider.Sqlite,
            services => services.AddSingleton(nobody)
        );
        var (_, document) = await desk.Document();
        var answer = await desk.Put(document, Papers.Png(1));
        answer.Status.ShouldBe(503, answer.Raw);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await desk.Kept()).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task AnOriginalNobodyWantsKeptIsNotKept()
    {
        await using var desk = await DocumentDesk.Open(
            DatabaseProvider.Sqlite,
            settings: ("Vestibule:Evidence:KeepOriginal", "Never")
        );
        var (_, document) = await desk.Document();
        (await desk.Put(document, Papers.Png(1))).Status.ShouldBe(200);
        (await desk.Kept()).ShouldBe((2, 0, 2));
        var address = $"{DocumentDesk.Documents}/getphoto/{document}";
        (await desk.Shown(address))!.Value.Bytes.ShouldBe(Papers.Png(1));
        (await desk.Admin.Gets($"{address}?original=1&reason=x")).Status.ShouldBe(404);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AnOriginalGoesWhenItsDecisionHasStood(DatabaseProvider provider)
    {
        await using var desk = await DocumentDesk.Open(
            provider,
            settings: ("Vestibule:Evidence:KeepOriginal", "UntilDecision")
        );
        var (open, decided) = (await desk.Document(), await desk.Document());
        foreach (var (_, document) in new[] { open, decided })
        {
            (await desk.Put(document, Papers.Png(1))).Status.ShouldBe(200);
            (await desk.Put(document, Papers.Png(2), "document")).Status.ShouldBe(200);
        }

        (await desk.Command("MARK_AS_VERIFIED", decided.Check))["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        var now = TimeProvider.System.Now();
        (await Shred(desk, now + OriginalRules.Stands - TimeSpan.FromHours(1))).ShouldBe(0);
        // Taken back and decided anew: the time begins again.
        var later = now + OriginalRules.Stands + TimeSpan.FromHours(1);
        (
            await desk.Command(
                "REOPEN_CHECK",
                decided.Check,
                """{"Name":"Reason","Value":"again"}"""
            )
        )["WasSuccessful"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await Shred(desk, later)).ShouldBe(0);
        await desk.Command("MARK_AS_VERIFIED", decided.Check);
        (await Shred(desk, later)).ShouldBe(2);
        (await Shred(desk, later)).ShouldBe(0);

        (await desk.Kept()).ShouldBe((10, 0, 10));
        string Address((long, long Document) of) =>
            $"{DocumentDesk.Documents}/getphoto/{of.Document}";
        const string original = "?original=1&reason=x";
        (await desk.Admin.Gets(Address(decided) + original)).Status.ShouldBe(404);
        (await desk.Shown(Address(decided))).ShouldNotBeNull();
        (await desk.Shown(Address(open) + original)).ShouldNotBeNull();
        await using var db = desk.App.Db();
        (
            await db.JournalEntries.CountAsync(e =>
                e.EntityId == decided.Document
                && e.Action == JournalAction.Delete
                && e.Member == "Originals"
            )
        ).ShouldBe(1);
    }

    private static async Task<int> Shred(DocumentDesk desk, DateTimeOffset at)
    {
        await using var scope = desk.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ShredOriginals>().Run(at, default);
    }
}
