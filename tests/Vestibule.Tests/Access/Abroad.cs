using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>A location with one of everything, and the questions that might give it away.</summary>
internal sealed record Abroad(
    long Check,
    long Document,
    IReadOnlyList<(string Path, string Entity, long Id, string Key)> Rows,
    IReadOnlyList<string> Questions
)
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const string Documents = "/api/spaces/coworkeridentitycheckdocuments";
    private const string UserRoles = "/api/security/userroles";

    public static async Task<Abroad> Make(World world)
    {
        var admin = await world.Administrator();
        var business = await world.Business("Dock");
        var coworker = await world.Coworker(business, "Ulla Fern");
        var user = await world.User(isAdmin: false, [business], ["User-List"]);
        var check = await admin.Posts(
            Checks,
            $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Theirs","IdentityDocumentNumber":"Z-{{business.Id}}"}"""
        );
        var document = await admin.Posts(
            Documents,
            $$"""{"CoworkerId":{{coworker.Id}},"CoworkerIdentityCheckId":{{check.Id}},"Name":"Theirs"}"""
        );
        document.Status.ShouldBe(200, document.Raw);
        var group = await admin.Gets($"{UserRoles}?UserRole_Business={business.Id}");
        var lines = await admin.Gets(
            $"/api/sys/audittrailentries?AuditTrailEntry_Business={business.Id}"
        );
        string Key(Answer made) => made["Value"]!["UniqueId"]!.GetValue<string>();
        return new Abroad(
            check.Id,
            document.Id,
            [
                (Checks, Entities.Check, check.Id, Key(check)),
                (Documents, Entities.Document, document.Id, Key(document)),
                ("/api/spaces/coworkers", Entities.Coworker, coworker.Id, $"{coworker.UniqueId}"),
                ("/api/sys/businesses", Entities.Business, business.Id, $"{business.UniqueId}"),
                ("/api/sys/users", Entities.User, user.Id, $"{user.UniqueId}"),
                .. group.Records.Select(row =>
                    (
                        UserRoles,
                        Entities.UserRole,
                        row!["Id"]!.GetValue<long>(),
                        row["UniqueId"]!.GetValue<string>()
                    )
                ),
                .. lines.Records.Select(row =>
                    (
                        "/api/sys/audittrailentries",
                        "AuditTrailEntry",
                        row!["Id"]!.GetValue<long>(),
                        row["UniqueId"]!.GetValue<string>()
                    )
                ),
            ],
            [
                $"{Checks}?CoworkerIdentityCheck_IdentityDocumentNumber=Z-{business.Id}",
                $"{Checks}?CoworkerIdentityCheck_Business={business.Id}",
                $"{Checks}?CoworkerIdentityCheck_Coworker_FullName=Ulla",
                $"{Documents}?CoworkerIdentityCheckDocument_CoworkerIdentityCheck={check.Id}",
                $"{Documents}?CoworkerIdentityCheckDocument_Coworker={coworker.Id}",
                $"/api/sys/audittrailentries?AuditTrailEntry_EntityId={check.Id}&AuditTrailEntry_Business={business.Id}",
                $"/api/sys/audittrailentries?AuditTrailEntry_Business=0",
                $"/api/spaces/coworkers?Coworker_InvoicingBusiness={business.Id}",
                $"{UserRoles}?UserRole_Business={business.Id}",
            ]
        );
    }

    public IEnumerable<(
        HttpMethod Method,
        Func<long, long, string> Path,
        Func<long, long, string?> Body
    )> Doors =>
        [
            (HttpMethod.Get, (d, _) => $"{Documents}/getphoto/{d}", (_, _) => null),
            (HttpMethod.Get, (d, _) => $"{Documents}/getdocument/{d}", (_, _) => null),
            (HttpMethod.Get, (d, _) => $"{Documents}/getadditionaldocument/{d}", (_, _) => null),
            (HttpMethod.Put, (d, _) => $"/api/vestibule/documents/{d}/files/photo", (_, _) => "x"),
            (HttpMethod.Get, (_, c) => $"{Checks}/commands?id={c}", (_, _) => null),
            (HttpMethod.Get, (d, _) => $"{Documents}/commands?id={d}", (_, _) => null),
            (
                HttpMethod.Post,
                (_, _) => $"{Checks}/runcommand",
                (_, c) => $$"""{"Key":"CANCEL_CHECK","Ids":[{{c}}]}"""
            ),
            (
                HttpMethod.Post,
                (_, _) => $"{Documents}/runcommand",
                (d, _) => $$"""{"Key":"CANCEL_CHECK","Ids":[{{d}}]}"""
            ),
        ];
}
