using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Documents;
using Vestibule.Hosting;
using Vestibule.Tests.Harness;
using Vestibule.Tests.Vault;
using Vestibule.Vault;

namespace Vestibule.Tests.Documents;

/// <summary>What <c>vestibule evidence verify</c> says of a house in order, and after each kind of harm.</summary>
public sealed class VerifyEvidenceTests
{
    private const int Header = 165;
    private const int Sealed = 65_536 + 16;

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AHouseInOrderIsNoughtNoughtNought(DatabaseProvider provider)
    {
        await using var desk = await EvidenceDesk.Open(provider, documents: 2);
        var files = await desk.Files();
        (await Verify(desk)).ShouldBe(
            ExitCode.Stopped,
            $"{files.Count} files read",
            "0 missing, 0 untracked, 0 mismatched",
            "The evidence holds."
        );
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AnyFlippedBitIsNamedAndNeverServed(DatabaseProvider provider)
    {
        await using var desk = await EvidenceDesk.Open(provider);
        // Of one slot: the original, the cleaned file and the album.
        foreach (var file in (await desk.Files()).Where(f => f.Slot == 1))
        {
            var (_, right, _) = await desk.Download(file);
            long[] places =
            [
                0,
                30,
                100,
                160,
                Header,
                Header + 65_536,
                Header + Sealed,
                file.SealedLength - 1,
            ];
            foreach (var at in places.Where(at => at < file.SealedLength))
            {
                desk.Flip(file.Id, at);
                (await Verify(desk)).ShouldBe(
                    ExitCode.DoesNotHold,
                    $"mismatched: {file.Id}",
                    "0 missing, 0 untracked, 1 mismatched"
                );
                var (status, bytes, whole) = await desk.Download(file);
                if (status == 200)
                {
                    whole.ShouldBeFalse($"a bit at {at} was changed");
                    right.AsSpan().StartsWith(bytes).ShouldBeTrue("a wrong byte was served");
                }
                else
                {
                    status.ShouldBe(500);
                }

                desk.Flip(file.Id, at);
            }

            (await desk.Download(file)).Bytes.ShouldBe(right);
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task MissingUntrackedAndMisplacedFilesAreNamed(DatabaseProvider provider)
    {
        await using var desk = await EvidenceDesk.Open(provider, documents: 2, size: 3_000);
        var files = await desk.Files();
        File.Delete(desk.PathOf(files[0].Id));
        var stray = Guid.NewGuid();
        var copy = Path.Combine(Path.GetDirectoryName(desk.PathOf(files[1].Id))!, $"{stray:N}");
        File.Copy(desk.PathOf(files[1].Id), copy);
        (await Verify(desk)).ShouldBe(
            ExitCode.DoesNotHold,
            $"missing: {files[0].Id}",
            "1 missing, 1 untracked, 0 mismatched"
        );
        (await desk.Download(files[0])).Status.ShouldBe(500);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task DocumentsThatNameEachOthersFilesAreFound(DatabaseProvider provider)
    {
        await using var desk = await EvidenceDesk.Open(provider, documents: 2, size: 3_000);
        await using (var db = desk.App.Db())
        {
            var both = await db.CheckDocuments.AsNoTracking().OrderBy(d => d.Id).ToListAsync();
            var (one, two) = (both[0].PhotoFileId, both[1].PhotoFileId);
            await Name(db, both[0].Id, two);
            await Name(db, both[1].Id, one);
        }

        var found = await Verify(desk);
        found.ShouldBe(ExitCode.DoesNotHold, "belongs elsewhere", "6 mismatched");
        foreach (var file in (await desk.Files()).Where(f => f.Slot == 1))
        {
            found.Said.ShouldContain($"mismatched: {file.Id}");
            (await desk.Download(file)).Status.ShouldBe(500);
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AFileOfAnyOtherKindIsReadAsWell(DatabaseProvider provider)
    {
        await using var desk = await EvidenceDesk.Open(provider, size: 3_000);
        var original = (await desk.Files())[0];
        var vault = desk.App.Services.GetRequiredService<FileVault>();
        var at = original.CreatedOn;
        var intake = new Intake(
            original.Binding with
            {
                Kind = 77,
            },
            original.CoworkerKey,
            1_000_000,
            _ => "image/webp"
        );
        var staged = await vault.StageAsync(new MemoryStream(new byte[900]), intake, at, default);
        var made = staged.ShouldBeOfType<Staging.Staged>().File;
        await using (var db = desk.App.Db())
        {
            (await VaultBox.Settle(db, made)).ShouldBeTrue();
        }

        (await Verify(desk)).ShouldBe(ExitCode.Stopped, "0 untracked");
        desk.Flip(made.Id, 400);
        (await Verify(desk)).ShouldBe(ExitCode.DoesNotHold, $"mismatched: {made.Id}");
    }

    private static Task<Spoken> Verify(EvidenceDesk desk) =>
        Spoken.By(
            desk.App.Services,
            (rooms, output) =>
                TellEvidence.Run(rooms, output, TestContext.Current.CancellationToken)
        );

    private static Task<int> Name(VestibuleDb db, long document, Guid? file) =>
        db
            .CheckDocuments.Where(d => d.Id == document)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.PhotoFileId, file));
}
