using System.Text.Json.Nodes;
using Vestibule.IdentityChecks;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.IdentityChecks;

/// <summary>One check, what is asked of it request by request, and what has to hold after each. A seed tells it again.</summary>
internal sealed class Story
{
    private readonly StoryRequests requests;
    private readonly HttpClient admin;
    private readonly Random random;
    private readonly int seed;
    private readonly List<string> told = [];

    private Story(HttpClient admin, StoryRequests requests, Random random, int seed) =>
        (this.admin, this.requests, this.random, this.seed) = (admin, requests, random, seed);

    public static async Task<Story> Begin(
        HttpClient admin,
        FileServer files,
        long business,
        long coworker,
        int seed
    )
    {
        var chance = new Random(seed);
        var made = await admin.Posts(
            StoryRequests.Checks,
            $$"""{"BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"Story {{seed}}","VerificationType":{{chance.Next(1, 3)}},"IdentityDocumentType":{{chance.Next(1, 4)}},"AddressDocumentType":{{chance.Next(4, 7)}},"IdentityCheckProvider":1}"""
        );
        made.Status.ShouldBe(200, made.Raw);
        return new Story(
            admin,
            new StoryRequests(admin, files, (business, coworker, made.Id), chance, seed),
            chance,
            seed
        );
    }

    /// <summary>Asks for something, looks whether all is well, and says how the check moved.</summary>
    public async Task<(VerificationStatus From, VerificationStatus To)> Step()
    {
        var before = await Look();
        if (random.Next(15) == 0)
        {
            await Two(before);
            return (before.Check, before.Check);
        }

        var request = requests.Choose(before);
        var answer = await request.Send();
        told.Add($"{request.Words} -> {answer.Status} {answer.Raw}");
        answer.Status.ShouldBeLessThan(500, Tale);
        var after = await Look();
        after.Agrees.ShouldBeTrue(Tale);
        if (answer.Status != 200 || !answer["WasSuccessful"]!.GetValue<bool>())
        {
            after.ShouldBe(before, Tale);
            return (before.Check, after.Check);
        }

        request.MayLead(before.Check).ShouldContain(after.Check, Tale);
        foreach (var (id, from) in before.Documents)
        {
            if (after.Documents.TryGetValue(id, out var to))
            {
                request.MayLead(from, ofDocument: true).ShouldContain(to, Tale);
            }
        }

        return (before.Check, after.Check);
    }

    /// <summary>Deletes the check, and everything that hung on it is gone.</summary>
    public async Task End()
    {
        var check = $"{StoryRequests.Checks}/{requests.At.Check}";
        (await admin.Deletes(check)).Status.ShouldBe(200, Tale);
        (await admin.Gets(check)).Status.ShouldBe(404, Tale);
        (await Papers()).ShouldBeEmpty(Tale);
    }

    private string Tale => $"seed {seed}:\n{string.Join('\n', told)}";

    // Two requests at once may come in either order; whatever they do, it fits together afterwards.
    private async Task Two(StoryState before)
    {
        var (one, other) = (requests.Choose(before), requests.Choose(before));
        var answers = await Task.WhenAll(one.Send(), other.Send());
        told.Add(
            $"{one.Words} | {other.Words} -> {string.Join(" | ", answers.Select(a => a.Raw))}"
        );
        answers.ShouldAllBe(answer => answer.Status < 500, Tale);
        (await Look()).Agrees.ShouldBeTrue(Tale);
    }

    private async Task<StoryState> Look()
    {
        var check = await admin.Gets($"{StoryRequests.Checks}/{requests.At.Check}");
        check.Status.ShouldBe(200, Tale);
        return new StoryState(
            StatusIn(check.Json),
            (await Papers()).ToDictionary(row => row!["Id"]!.GetValue<long>(), StatusIn)
        );
    }

    private async Task<JsonArray> Papers() =>
        (
            await admin.Gets(
                $"{StoryRequests.Documents}?CoworkerIdentityCheckDocument_CoworkerIdentityCheck={requests.At.Check}&size=1000"
            )
        ).Records;

    private static VerificationStatus StatusIn(JsonNode? row) =>
        (VerificationStatus)row!["VerificationStatus"]!.GetValue<int>();
}

/// <summary>Where a check and its documents stand, as the API shows them.</summary>
internal sealed record StoryState(
    VerificationStatus Check,
    IReadOnlyDictionary<long, VerificationStatus> Documents
)
{
    public bool Agrees =>
        Check switch
        {
            VerificationStatus.Pending or VerificationStatus.Failed => Open.All(status =>
                status is VerificationStatus.Pending
            ),
            VerificationStatus.Submitted => Open.All(status =>
                status is VerificationStatus.Submitted
            ),
            _ => !Open.Any(),
        };

    private IEnumerable<VerificationStatus> Open =>
        Documents.Values.Where(status => !status.IsDecided);

    public bool Equals(StoryState? other) =>
        other is not null
        && Check == other.Check
        && Documents.OrderBy(d => d.Key).SequenceEqual(other.Documents.OrderBy(d => d.Key));

    public override int GetHashCode() => Check.GetHashCode();
}
