using System.Net.Http.Headers;
using Vestibule.IdentityChecks;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.IdentityChecks;

/// <summary>Random requests about one check, well and badly formed, some of them stale.</summary>
internal sealed class StoryRequests(
    HttpClient admin,
    FileServer files,
    (long Business, long Coworker, long Check) at,
    Random random,
    int seed
)
{
    public const string Checks = "/api/spaces/coworkeridentitychecks";
    public const string Documents = "/api/spaces/coworkeridentitycheckdocuments";

    /// <summary>What follows by itself when files come or go.</summary>
    private static readonly Move[] Settling = [Move.Submit, Move.Return];

    private static readonly (string Key, string Parameters, Move Move)[] Commands =
    [
        ("SUBMIT_CHECK", Parameter("Reason"), Move.Submit),
        (
            "INSPECT_IN_PERSON",
            $$"""{{Parameter("Witness")}},{{Parameter("Method")}},{"Name":"Date","Value":"2026-02-03"}""",
            Move.Submit
        ),
        ("MARK_AS_VERIFIED", "", Move.Approve),
        ("MARK_AS_VERIFIED", "", Move.Approve),
        ("MARK_AS_REJECTED", Parameter("Notes"), Move.Reject),
        ("MARK_AS_REJECTED", "", Move.Reject),
        ("CANCEL_CHECK", "", Move.Cancel),
        ("REOPEN_CHECK", Parameter("Reason"), Move.Reopen),
    ];

    private int number;

    public (long Business, long Coworker, long Check) At => at;

    public StoryRequest Choose(StoryState now)
    {
        var document =
            now.Documents.Count == 0
                ? 0
                : now.Documents.Keys.Order().ElementAt(random.Next(now.Documents.Count));
        return random.Next(16) switch
        {
            < 3 => Create(),
            < 6 when document != 0 => PutFile(document),
            < 8 when document != 0 => PutDocument(document),
            8 when document != 0 => Delete(document),
            9 or 10 => PutCheck(now),
            _ => Command(document, now.Check),
        };
    }

    private StoryRequest Create()
    {
        var body =
            $$"""{"CoworkerId":{{at.Coworker}},"CoworkerIdentityCheckId":{{at.Check}},"Name":"Papers"{{NewFiles(random.Next(1, 8))}}}""";
        return new StoryRequest($"create {body}", () => admin.Posts(Documents, body), Settling);
    }

    private StoryRequest PutFile(long document)
    {
        var slot = ((string[])["photo", "document", "additionaldocument"])[random.Next(3)];
        var bytes = random.Next(5) == 0 ? "no picture"u8.ToArray() : Papers.Png(Next(), 600);
        return new StoryRequest(
            $"file {slot} of {document}",
            async () =>
            {
                using var content = new ByteArrayContent(bytes);
                content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
                using var answer = await admin.PutAsync(
                    new Uri($"/api/vestibule/documents/{document}/files/{slot}", UriKind.Relative),
                    content
                );
                return new Answer(
                    (int)answer.StatusCode,
                    answer.Headers,
                    await answer.Content.ReadAsStringAsync()
                );
            },
            Settling
        );
    }

    private StoryRequest PutDocument(long document)
    {
        var wish = random.Next(3) == 0 ? random.Next(0, 7) : -1;
        var clear = random.Next(8);
        var body =
            $$"""{"Id":{{document}},"CoworkerId":{{at.Coworker}},"CoworkerIdentityCheckId":{{at.Check}},"Name":"Papers {{Next()}}","Notes":"words"{{NewFiles(random.Next(4) == 0 ? random.Next(8) : 0)}},"ClearPhotoFile":{{Flag(clear, 1)}},"ClearDocumentFile":{{Flag(clear, 2)}},"ClearAdditionalDocumentFile":{{Flag(clear, 4)}}{{Wish(wish)}}}""";
        var tag = Tag();
        return new StoryRequest(
            $"put {body}",
            () => admin.Asks(HttpMethod.Put, Documents, body, tag),
            Settling,
            Wished(wish)
        );
    }

    private StoryRequest Delete(long document) =>
        new($"delete {document}", () => admin.Deletes($"{Documents}/{document}"), Settling);

    private StoryRequest PutCheck(StoryState now)
    {
        var wish = random.Next(2) == 0 ? random.Next(0, 7) : (int)now.Check;
        var body =
            $$"""{"Id":{{at.Check}},"BusinessId":{{at.Business}},"CoworkerId":{{at.Coworker}},"Name":"Story {{Next()}}","IdentityDocumentType":{{random.Next(1, 4)}},"AddressDocumentType":{{random.Next(4, 7)}},"LastError":"words {{Next()}}"{{Wish(wish)}}}""";
        var tag = Tag();
        return new StoryRequest(
            $"put {body}",
            () => admin.Asks(HttpMethod.Put, Checks, body, tag),
            [],
            Wished(wish)
        );
    }

    // Cancelled is final, so stories should not get there before they have been elsewhere.
    private StoryRequest Command(long document, VerificationStatus now)
    {
        var (key, parameters, move) = Commands[random.Next(Commands.Length)];
        (key, parameters, move) = (move, now, random.Next(3)) switch
        {
            (Move.Cancel, VerificationStatus.Submitted, > 0) => (
                "MARK_AS_REJECTED",
                Parameter("Notes"),
                Move.Reject
            ),
            (_, VerificationStatus.Failed, 0) => ("CANCEL_CHECK", "", Move.Cancel),
            _ => (key, parameters, move),
        };
        var (path, id) =
            document != 0 && random.Next(2) == 0 ? (Documents, document) : (Checks, at.Check);
        var body = $$"""{"Key":"{{key}}","Ids":[{{id}}],"Parameters":[{{parameters}}]}""";
        return new StoryRequest(
            $"{path} {body}",
            () => admin.Posts($"{path}/runcommand", body),
            [],
            move is Move.Reopen ? [Move.Reopen, Move.Submit] : [move]
        );
    }

    private static string Parameter(string name) => $$"""{"Name":"{{name}}","Value":"words"}""";

    private static Move[] Wished(int status) =>
        (VerificationStatus)status switch
        {
            VerificationStatus.Successful => [Move.Approve],
            VerificationStatus.Failed => [Move.Reject],
            VerificationStatus.Cancelled => [Move.Cancel],
            _ => [],
        };

    private static string Wish(int status) => status < 0 ? "" : $",\"VerificationStatus\":{status}";

    private static string Flag(int bits, int bit) => (bits & bit) != 0 ? "true" : "false";

    private (string, string)[] Tag() => random.Next(10) == 0 ? [("If-Match", "\"0\"")] : [];

    private string NewFiles(int slots) =>
        string.Concat(
            ((string[])["NewPhotoUrl", "NewDocumentUrl", "NewAdditionalDocumentUrl"])
                .Where((_, place) => (slots & (1 << place)) != 0)
                .Select(member => $",\"{member}\":\"{Offer()}\"")
        );

    private string Offer()
    {
        var next = Next();
        return files.Offer($"{seed}-{next}.png", Papers.Png(next, 600));
    }

    private int Next() => ++number;
}
