using Vestibule.Database;
using Vestibule.Documents;
using Vestibule.Tests.Documents;
using Vestibule.Tests.Durability;
using Vestibule.Tests.Harness;
using static Vestibule.Tests.Scanning.ScanFilesTests;

namespace Vestibule.Tests.Scanning;

/// <summary>What was taken unseen and cannot be looked at keeps no other file waiting.</summary>
public sealed class UnscannableFilesTests
{
    [Fact]
    public async Task OneThatGetsNoVerdictKeepsNoOtherWaiting()
    {
        await using var first = await EvidenceDesk.Open(
            DatabaseProvider.Sqlite,
            documents: 1,
            size: 2_000_000
        );
        (await first.Put(Papers.Png(7))).Status.ShouldBe(200);
        using var clamd = await ClamdProcess.Start(largest: 1_000_000);
        await using var seen = await first.Again(Asking("Require", $"{clamd.Address}"));
        await Until(seen, file => file.ScannedOn is not null || file.Length > 1_000_000);
        var files = await seen.Files();
        foreach (var file in files.Where(f => f.Kind is FileKinds.Cleaned))
        {
            (await seen.Download(file)).Status.ShouldBe(file.ScannedOn is null ? 503 : 200);
        }

        files.Count(f => f.ScannedOn is null).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task AFileThatIsNotThereIsPassedOver()
    {
        await using var first = await EvidenceDesk.Open(DatabaseProvider.Sqlite);
        var lost = (await first.Files())[^1].Id;
        File.Delete(first.PathOf(lost));
        using var clamd = await ClamdProcess.Start();
        await using var seen = await first.Again(Asking("Require", $"{clamd.Address}"));
        await Until(seen, file => file.ScannedOn is not null || file.Id == lost);
        string.Join('\n', seen.App.Logs.Lines)
            .ShouldContain($"Sealed file {lost} could not be shown");
    }

    /// <summary>Asked about each of ten thousand files, one that hangs up would keep the turn busy for nothing.</summary>
    [Fact]
    public async Task AScannerThatHangsUpIsAskedNoMore()
    {
        await using var first = await EvidenceDesk.Open(
            DatabaseProvider.Sqlite,
            documents: 1,
            size: 2_000_000
        );
        using var dying = FakeClamd.HangingUp();
        await using var unseen = await first.Again(Asking("Require", $"{dying.Address}"));
        await Shell.Until(
            "it was found to be away",
            () =>
                string.Join('\n', unseen.App.Logs.Lines)
                    .Contains("which does not answer", StringComparison.Ordinal)
        );
        (await unseen.Files()).ShouldAllBe(file => file.ScannedOn == null);
    }
}
