using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

[Collection(nameof(KillTests))]
public sealed class OracleTests
{
    /// <summary>An oracle that never complained would prove nothing: each kind of loss is made by hand and must be seen.</summary>
    [Theory, ClassData(typeof(OnBoth))]
    public async Task TheOracleSeesEveryKindOfLoss(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        await using var app = await VestibuleApp.Start(provider);
        var world = new World(app);
        var (business, admin) = (await world.Business(), await world.Administrator());
        var coworker = await world.Coworker(business);
        var ledger = new Ledger();
        var ids = new List<(long Check, long Document)>();
        for (var n = 0; n < 5; n++)
        {
            ids.Add(await HandIn(admin, business.Id, coworker.Id, n, ledger));
        }

        (await new Oracle(app, admin, ledger).Look()).ShouldBeEmpty();
        await using var db = app.Db();
        var names = await db
            .CheckDocuments.OrderBy(d => d.Id)
            .Select(d => d.PhotoFileId!.Value)
            .ToListAsync();
        string PathOf(Guid file) =>
            Directory
                .EnumerateFiles(app.DataPath, "*", SearchOption.AllDirectories)
                .Single(path => Guid.TryParse(Path.GetFileName(path), out var id) && id == file);

        File.Delete(PathOf(names[0]));
        Flip(PathOf(names[1]));
        await db.CheckDocuments.Where(d => d.Id == ids[2].Document).ExecuteDeleteAsync();
        await db.IdentityChecks.Where(c => c.Id == ids[2].Check).ExecuteDeleteAsync();
        await db
            .IdentityChecks.Where(c => c.Id == ids[3].Check)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(
                    c => c.VerificationStatus,
                    Vestibule.IdentityChecks.VerificationStatus.Pending
                )
            );
        await db
            .JournalEntries.Where(e => e.EntityId == ids[4].Check)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.ActorName, "somebody else"));
        ledger.Decisions[ids[3].Check] = 3;

        var faults = await new Oracle(app, admin, ledger).Look();
        faults.ShouldContain(f =>
            f.StartsWith(
                $"photo of document {ids[0].Document} cannot be read",
                StringComparison.Ordinal
            )
        );
        faults.ShouldContain(f =>
            f.StartsWith($"photo of document {ids[1].Document}", StringComparison.Ordinal)
        );
        faults.ShouldContain($"check {ids[2].Check} was acknowledged and is not there");
        faults.ShouldContain(f =>
            f.EndsWith("has a row and no document", StringComparison.Ordinal)
        );
        faults.ShouldContain($"check {ids[3].Check} was decided 3 and is Pending");
        faults.ShouldContain(f =>
            f.StartsWith($"document {ids[3].Document} is Submitted", StringComparison.Ordinal)
        );
        faults.ShouldContain(f => f.StartsWith($"chain {business.Id}", StringComparison.Ordinal));
    }

    private static async Task<(long Check, long Document)> HandIn(
        HttpClient admin,
        long business,
        long coworker,
        int n,
        Ledger ledger
    )
    {
        var check = await admin.Posts(
            "/api/spaces/coworkeridentitychecks",
            $$"""{"BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"Check {{n}}","IdentityDocumentType":1}"""
        );
        var document = await admin.Posts(
            "/api/spaces/coworkeridentitycheckdocuments",
            $$"""{"CoworkerId":{{coworker}},"CoworkerIdentityCheckId":{{check.Id}},"Name":"Papers"}"""
        );
        var (photo, front) = (Papers.Png(n), Papers.Png(-n));
        foreach (var (slot, bytes) in new[] { ("photo", photo), ("document", front) })
        {
            using var put = new ByteArrayContent(bytes);
            (
                await admin.PutAsync(
                    new Uri(
                        $"/api/vestibule/documents/{document.Id}/files/{slot}",
                        UriKind.Relative
                    ),
                    put
                )
            ).EnsureSuccessStatusCode();
        }

        ledger.Checks[check.Id] = $"Check {n}";
        ledger.Documents[document.Id] = new Dictionary<string, string>
        {
            ["photo"] = Ledger.Print(photo),
            ["document"] = Ledger.Print(front),
        };
        return (check.Id, document.Id);
    }

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^20] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
