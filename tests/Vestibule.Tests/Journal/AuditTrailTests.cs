using System.Text.Json.Nodes;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Journal;

/// <summary>The journal through the vendor's door: who did what to which member, and who looked.</summary>
public sealed class AuditTrailTests
{
    private const string Trail = "/api/sys/audittrailentries";
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const string Documents = "/api/spaces/coworkeridentitycheckdocuments";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task TellsOfEverythingInOrder(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (business, admin) = (await world.Business(), await world.Administrator());
        var coworker = await world.Coworker(business);
        var check = (
            await admin.Posts(
                Checks,
                $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Before","IdentityDocumentType":1}"""
            )
        ).Id;
        var put = await admin.Puts(
            Checks,
            $$"""{"Id":{{check}},"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"After","IdentityDocumentType":2,"IdentityDocumentNumber":"X-1"}"""
        );
        put.Status.ShouldBe(200, put.Raw);
        var document = (
            await admin.Posts(
                Documents,
                $$"""{"CoworkerId":{{coworker.Id}},"CoworkerIdentityCheckId":{{check}},"Name":"Papers"}"""
            )
        ).Id;
        using (var bytes = new ByteArrayContent(Papers.Png(1)))
        {
            (
                await admin.PutAsync(
                    new Uri(
                        $"/api/vestibule/documents/{document}/files/document",
                        UriKind.Relative
                    ),
                    bytes
                )
            ).EnsureSuccessStatusCode();
        }

        (
            await admin.GetAsync(new Uri($"{Documents}/getdocument/{document}", UriKind.Relative))
        ).EnsureSuccessStatusCode();
        (await admin.Deletes($"{Checks}/{check}")).Status.ShouldBe(200);

        var told = await admin.Gets(
            $"{Trail}?AuditTrailEntry_Business={business.Id}&size=100&orderBy=Id"
        );
        told.Records.Select(Words)
            .ShouldBe(
                [
                    "CoworkerIdentityCheck 1",
                    "CoworkerIdentityCheck 2 IdentityDocumentNumber: → X-1",
                    "CoworkerIdentityCheck 2 IdentityDocumentType: 1 → 2",
                    "CoworkerIdentityCheck 2 Name: Before → After",
                    "CoworkerIdentityCheckDocument 1",
                    "CoworkerIdentityCheckDocument 2 DocumentFileId",
                    "CoworkerIdentityCheckDocument 2 DocumentFileName",
                    "CoworkerIdentityCheckDocument 101 Document",
                    "CoworkerIdentityCheckDocument 3",
                    "CoworkerIdentityCheck 3",
                ],
                told.Raw
            );
        told.Records.ShouldAllBe(r => r!["ActionBy"]!.GetValue<string>().EndsWith("@example.com"));

        // Texts are found by a part of them, so documents, their file names, and equal numbers may come along.
        (
            await admin.Gets(
                $"{Trail}?AuditTrailEntry_EntityShortName=CoworkerIdentityCheck&AuditTrailEntry_PropertyName=Name&AuditTrailEntry_EntityId={check}&AuditTrailEntry_Business={business.Id}"
            )
        )
            .Records.Count(r =>
                r!["EntityShortName"]!.GetValue<string>() == "CoworkerIdentityCheck"
                && r["PropertyName"]!.GetValue<string>() == "Name"
            )
            .ShouldBe(1);
        (await admin.Posts(Trail, "{}")).Status.ShouldBe(405);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ShowsNobodyAnothersLocation(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (mine, theirs) = (await world.Business(), await world.Business());
        var (admin, reader) = (
            await world.Administrator(),
            await world.Operator(mine, "AuditTrailEntry-List", "AuditTrailEntry-Read")
        );
        foreach (var business in new[] { mine, theirs })
        {
            var coworker = await world.Coworker(business);
            (
                await admin.Posts(
                    Checks,
                    $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Check"}"""
                )
            ).Status.ShouldBe(200);
        }

        var seen = await reader.Gets($"{Trail}?size=5000");
        seen.Records.ShouldAllBe(r => r!["BusinessId"]!.GetValue<long>() == mine.Id);
        seen.Records.Count.ShouldBe(1);
    }

    private static string Words(JsonNode? entry)
    {
        var (member, old, now) = (
            entry!["PropertyName"]?.GetValue<string>(),
            entry["OldValue"]?.GetValue<string>(),
            entry["NewValue"]?.GetValue<string>()
        );
        var what =
            $"{entry["EntityShortName"]} {entry["AuditType"]}{(member is null ? "" : $" {member}")}";
        return member is null || member.Contains("File", StringComparison.Ordinal) || now is null
            ? what
            : $"{what}: {(old is null ? "" : $"{old} ")}→ {now}";
    }
}
