using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Journal;
using Vestibule.Tests.Documents;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Scanning;

/// <summary>What a virus scanner's verdict, or its silence, does to a file that is handed in.</summary>
public sealed class ScannedUploadTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AnInfectedFileIsRefusedToldAndNotKept(DatabaseProvider provider)
    {
        using var clamd = await ClamdProcess.Start();
        await using var desk = await Open(provider, "Require", clamd.Address);
        (await desk.Put(Papers.Png(7))).Status.ShouldBe(200);
        var clean = (await desk.Files()).Select(f => f.Id).ToList();
        clean.ShouldNotBeEmpty();

        var refused = await desk.Put(Infected());
        refused.Status.ShouldBe(400);
        refused.Raw.ShouldContain("carries a virus and was not kept");

        (await desk.Files()).Select(f => f.Id).ShouldBe(clean);
        await desk.NothingIsLeft();
        await using var db = desk.App.Db();
        var line = await db.JournalEntries.SingleAsync(
            e => e.Action == JournalAction.Refusal,
            Cancelled
        );
        (line.Entity, line.Member, line.NewValue).ShouldBe(
            (Entities.Check, "Photo", $"infected: {ClamdProcess.Signature}")
        );
        // Who sent it, as with everything else that person did.
        var own = await db.JournalEntries.FirstAsync(
            e => e.Entity == Entities.Document && e.Action == JournalAction.Create,
            Cancelled
        );
        own.ActorUserId.ShouldNotBeNull();
        (line.ActorKind, line.ActorUserId, line.ActorName, line.Factor).ShouldBe(
            (own.ActorKind, own.ActorUserId, own.ActorName, own.Factor)
        );
        string.Join('\n', desk.App.Logs.Lines)
            .ShouldContain($"the virus scanner found {ClamdProcess.Signature} in it");
    }

    [Fact]
    public async Task AFileThatIsFetchedIsScannedToo()
    {
        using var clamd = await ClamdProcess.Start();
        await using var files = await FileServer.Start();
        await using var desk = await Open(
            DatabaseProvider.Sqlite,
            "WarnIfDown",
            clamd.Address,
            ("Vestibule:Outbound:AllowedAddresses", files.HostAndPort)
        );
        await using var db = desk.App.Db();
        var stored = await db.CheckDocuments.SingleAsync(Cancelled);
        var refused = await desk.Admin.Puts(
            "/api/spaces/coworkeridentitycheckdocuments",
            $$"""{"Id":{{stored.Id}},"CoworkerId":{{stored.CoworkerId}},"CoworkerIdentityCheckId":{{stored.IdentityCheckId}},"Name":"Papers","NewPhotoUrl":"{{files.Offer("a.png", Infected())}}"}"""
        );
        refused.Status.ShouldBe(400);
        refused.Named().ShouldBe(["NewPhotoUrl"]);
        refused.Raw.ShouldContain("carries a virus and was not kept");
        await desk.NothingIsLeft();
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatNobodyHasLookedAtIsNeverSeenWhereAScanIsRequired(
        DatabaseProvider provider
    )
    {
        var clamd = await ClamdProcess.Start();
        await using var desk = await Open(provider, "Require", clamd.Address);
        (await desk.Put(Papers.Png(7))).Status.ShouldBe(200);
        var before = (await desk.Files()).Select(f => f.Id).ToList();
        clamd.Dispose();

        var refused = await desk.Put(Papers.Png(8));
        refused.Status.ShouldBe(503);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        refused.Raw.ShouldContain("could not be checked for viruses");

        (await desk.Files()).Select(f => f.Id).ShouldBe(before);
        await desk.NothingIsLeft();
        var health = await desk.Admin.GetStringAsync(
            new Uri("/health/ready", UriKind.Relative),
            Cancelled
        );
        health.ShouldContain("\"notices\":[\"virus scanner\"]");
    }

    [Fact]
    public async Task AScannerThatDiesInTheMiddleGivesNoVerdict()
    {
        using var dying = FakeClamd.HangingUp();
        await using var desk = await Open(DatabaseProvider.Sqlite, "Require", dying.Address);
        (await desk.Put(Papers.Png(8, 2_000_000))).Raw.ShouldContain(
            "could not be checked for viruses"
        );
        (await desk.Files()).ShouldBeEmpty();
        await desk.NothingIsLeft();
    }

    [Fact]
    public async Task WhereAWarningIsEnoughTheFileIsTakenAndTheLogSaysSo()
    {
        using var dying = FakeClamd.HangingUp();
        await using var desk = await Open(DatabaseProvider.Sqlite, "WarnIfDown", dying.Address);
        (await desk.Put(Papers.Png(8, 2_000_000))).Status.ShouldBe(200);
        string.Join('\n', desk.App.Logs.Lines)
            .ShouldContain(
                "A file was taken unscanned: the virus scanner gave no verdict (HungUp)"
            );
    }

    [Theory]
    [InlineData("Retention")]
    [InlineData("Never")]
    public async Task WhatIsMadeOfAFileThatWasSeenIsSeen(string keep)
    {
        using var clamd = await ClamdProcess.Start();
        await using var desk = await Open(
            DatabaseProvider.Sqlite,
            "WarnIfDown",
            clamd.Address,
            ("Vestibule:Evidence:KeepOriginal", keep)
        );
        (await desk.Put(Papers.Png(7))).Status.ShouldBe(200);
        var files = await desk.Files();
        files.Count.ShouldBe(keep is "Never" ? 2 : 3);
        files.ShouldAllBe(f => f.ScannedOn != null && f.Finding == null);
    }

    private static byte[] Infected() => ClamdProcess.Infected(Papers.Png(9));

    private static Task<EvidenceDesk> Open(
        DatabaseProvider provider,
        string mode,
        Uri scanner,
        params (string Name, string Value)[] more
    ) =>
        EvidenceDesk.Open(
            provider,
            documents: 1,
            size: 0,
            services: null,
            [
                ("Vestibule:Scanning:Mode", mode),
                ("Vestibule:Scanning:Address", scanner.ToString()),
                .. more,
            ]
        );
}
