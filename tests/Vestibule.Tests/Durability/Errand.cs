using Microsoft.Extensions.DependencyInjection;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Durability;

/// <summary>
/// One client's errand, always the same: a check, a document with three files, one replaced, one cleared, another
/// document made and deleted, a sweep. What is refused is left out; what is acknowledged is entered.
/// </summary>
internal sealed class Errand(
    VestibuleApp app,
    HttpClient admin,
    FileServer files,
    FailingDisk disk,
    Ledger ledger,
    long business,
    long coworker
)
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const string Documents = "/api/spaces/coworkeridentitycheckdocuments";

    /// <summary>Steps that were answered with 200 although they were not durable.</summary>
    public List<string> False { get; } = [];

    public async Task Run(int salt)
    {
        var check = await Step(
            "create",
            () =>
                admin.Posts(
                    Checks,
                    $$"""{"BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"Check {{salt}}","IdentityDocumentType":1}"""
                )
        );
        if (check is null)
        {
            return;
        }

        ledger.Checks[check.Id] = $"Check {salt}";
        if (await HandIn(check.Id, salt, "Photo", "Document", "AdditionalDocument") is { } first)
        {
            await Replace(first, salt);
            await Clear(first, check.Id);
        }

        if (await HandIn(check.Id, salt + 1, "Photo") is { } second)
        {
            ledger.Asked[second] = null;
            if (await Step("delete", () => admin.Deletes($"{Documents}/{second}")) is not null)
            {
                ledger.Settle(second);
            }
        }

        await Sweep();
    }

    private async Task<long?> HandIn(long check, int salt, params string[] slots)
    {
        var papers = slots
            .Select((slot, i) => (Slot: slot, Bytes: Papers.Png((salt * 10) + i, 2_000)))
            .ToList();
        var urls = papers.Select(paper =>
            $"\"New{paper.Slot}Url\":\"{files.Offer($"{salt}{paper.Slot}.png", paper.Bytes)}\""
        );
        var document = await Step(
            "hand in",
            () =>
                admin.Posts(
                    Documents,
                    $$"""{"CoworkerId":{{coworker}},"CoworkerIdentityCheckId":{{check}},"Name":"Papers",{{string.Join(',', urls)}}}"""
                )
        );
        if (document is null)
        {
            return null;
        }

        ledger.Documents[document.Id] = papers.ToDictionary(
            paper => paper.Slot.ToLowerInvariant(),
            paper => Ledger.Print(paper.Bytes)
        );
        return document.Id;
    }

    private async Task Replace(long document, int salt)
    {
        var photo = Papers.Png(salt, 2_000);
        ledger.Asked[document] = new Dictionary<string, string>(ledger.Documents[document])
        {
            ["photo"] = Ledger.Print(photo),
        };
        var replaced = await Step(
            "replace",
            async () =>
            {
                using var bytes = new ByteArrayContent(photo);
                using var answer = await admin.PutAsync(
                    $"/api/vestibule/documents/{document}/files/photo",
                    bytes
                );
                return new Answer((int)answer.StatusCode, answer.Headers, "");
            }
        );
        if (replaced is not null)
        {
            ledger.Settle(document);
        }
    }

    // What replacing came to is perhaps not known; clearing is asked of both.
    private async Task Clear(long document, long check)
    {
        if (ledger.Asked.ContainsKey(document))
        {
            return;
        }

        var left = new Dictionary<string, string>(ledger.Documents[document]);
        left.Remove("document");
        ledger.Asked[document] = left;
        var cleared = await Step(
            "clear",
            () =>
                admin.Puts(
                    Documents,
                    $$"""{"Id":{{document}},"CoworkerId":{{coworker}},"CoworkerIdentityCheckId":{{check}},"Name":"Papers","ClearDocumentFile":true}"""
                )
        );
        if (cleared is not null)
        {
            ledger.Settle(document);
        }
    }

    private async Task Sweep()
    {
        disk.Begin();
        try
        {
            await app
                .Services.GetRequiredService<FileVault>()
                .SweepAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None);
        }
        catch (DurabilityException)
        {
            // The next hour's sweep begins again.
        }
    }

    private async Task<Answer?> Step(string name, Func<Task<Answer>> ask)
    {
        disk.Begin();
        var answer = await ask();
        if (answer.Status != 200)
        {
            return null;
        }

        ledger.Count();
        if (disk.Forbids)
        {
            False.Add($"{name} was acknowledged after {disk.Struck} had failed");
        }

        return answer;
    }
}
