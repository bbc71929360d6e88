using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Documents;
using Vestibule.Hosting.Doctor;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.Tests.Documents;
using Vestibule.Tests.Durability;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Scanning;

/// <summary>What was taken while no scanner was asked, and what becomes of it when one is.</summary>
public sealed class ScanFilesTests
{
    private const string Nobody = "unix:///nonexistent/clamd.ctl";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(OnBoth))]
    public async Task IsSeenByNobodyWhereAScanIsRequiredUntilItWasLookedAt(
        DatabaseProvider provider
    )
    {
        await using var first = await EvidenceDesk.Open(provider, size: 0);
        (await first.Put(Papers.Png(7))).Status.ShouldBe(200);
        (await first.Files()).ShouldAllBe(f => f.ScannedOn == null);
        await Shown(first, 200);

        await using var unseen = await first.Again(Asking("Require", Nobody));
        var looks = await Looks(unseen);
        foreach (var answer in await Shown(unseen, 503))
        {
            answer.Raw.ShouldContain("has not been checked for viruses yet");
            answer.Headers.RetryAfter.ShouldNotBeNull();
        }

        (await Looks(unseen)).ShouldBe(looks, "nobody has seen anything");
        (await Doctor(unseen)).ShouldContain("3 sealed files were taken before a scanner saw them");

        using var clamd = await ClamdProcess.Start();
        await using var seen = await unseen.Again(Asking("Require", $"{clamd.Address}"));
        await Until(seen, file => file.ScannedOn is not null);
        await Shown(seen, 200);
        string.Join('\n', seen.App.Logs.Lines).ShouldContain("nothing in");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task IsGivenOutNoMoreWhenItCarriesAVirus(DatabaseProvider provider)
    {
        using var clamd = await ClamdProcess.Start();
        await using var first = await EvidenceDesk.Open(provider, size: 0);
        (await first.Put(ClamdProcess.Infected(Papers.Png(9)))).Status.ShouldBe(200);
        await Shown(first, 200);

        await using var found = await first.Again(Asking("WarnIfDown", $"{clamd.Address}"));
        await Until(found, file => file.Finding is ClamdProcess.Signature);
        foreach (var answer in await Shown(found, 403))
        {
            answer.Raw.ShouldContain("carries a virus");
        }

        await Told(found);
        (await Doctor(found)).ShouldContain("BAD   scanner: 3 sealed files carry a virus");

        // A finding stays one when nobody scans any more.
        await using var after = await found.Again(("Vestibule:Scanning:Mode", "Off"));
        await Shown(after, 403);
        (await Doctor(after)).ShouldContain("3 sealed files carry a virus");
        (await after.Put(Papers.Png(10))).Status.ShouldBe(200);
        await Shown(after, 200);
        await after.NothingIsLeft();
    }

    internal static (string, string)[] Asking(string mode, string address) =>
        [("Vestibule:Scanning:Mode", mode), ("Vestibule:Scanning:Address", address)];

    internal static Task Until(EvidenceDesk desk, Func<SealedFile, bool> isSo) =>
        Shell.Until(
            "every file was looked at",
            () =>
            {
                using var db = desk.App.Db();
                return db.Set<SealedFile>().AsNoTracking().AsEnumerable().All(isSo);
            }
        );

    /// <summary>Every way to see the file in the first slot, each of which has to answer alike.</summary>
    private static async Task<List<Answer>> Shown(EvidenceDesk desk, int status)
    {
        var document = await desk.Document();
        var (api, pictures) = (
            $"/api/spaces/coworkeridentitycheckdocuments/getphoto/{document}",
            $"/api/vestibule/documents/{document}/files/photo"
        );
        var answers = new List<Answer>();
        foreach (
            var path in new[]
            {
                api,
                $"{api}?original=1&reason=test",
                $"{pictures}/1",
                $"{pictures}/thumbnail",
                $"{pictures}/blurred",
            }
        )
        {
            var answer = await desk.Admin.Gets(path);
            answer.Status.ShouldBe(status, $"{path}: {answer.Raw}");
            answers.Add(answer);
        }

        return answers;
    }

    private static async Task<int> Looks(EvidenceDesk desk)
    {
        await using var db = desk.App.Db();
        return await db.JournalEntries.CountAsync(e => e.Action == JournalAction.Look, Cancelled);
    }

    private static async Task<string> Doctor(EvidenceDesk desk)
    {
        using var said = new StringWriter();
        await ExamineHouse.Run(Patient.Of(desk.App.Services), said, Cancelled);
        return said.ToString();
    }

    private static async Task Told(EvidenceDesk desk)
    {
        await using var db = desk.App.Db();
        var line = await db.JournalEntries.SingleAsync(
            e => e.Action == JournalAction.Refusal,
            Cancelled
        );
        (line.Entity, line.EntityId, line.Member, line.NewValue).ShouldBe(
            (
                Entities.Document,
                await desk.Document(),
                nameof(Slot.Photo),
                $"infected: {ClamdProcess.Signature}"
            )
        );
        string.Join('\n', desk.App.Logs.Lines)
            .ShouldContain(
                $"is given out no more: the virus scanner found {ClamdProcess.Signature}"
            );
    }
}
