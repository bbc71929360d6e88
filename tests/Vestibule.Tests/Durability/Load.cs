using System.Net.Http.Headers;
using System.Text;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>Many clients working at once until the server is gone: checks, documents with files, decisions.</summary>
internal sealed class Load(
    Uri address,
    FileServer files,
    Ledger ledger,
    long business,
    long coworker,
    int seed
)
{
    private const int Clients = 16;
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const string Documents = "/api/spaces/coworkeridentitycheckdocuments";

    public Task Run() => Task.WhenAll(Enumerable.Range(0, Clients).Select(Client));

    private async Task Client(int number)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = Basic;
        try
        {
            for (var round = 0; ; round++)
            {
                await Work(http, (seed * 1_000_000) + (number * 10_000) + round);
            }
        }
        catch (Exception gone)
            when (gone is HttpRequestException or IOException or OperationCanceledException)
        {
            // The server is gone, which is what was wanted.
        }
    }

    private async Task Work(HttpClient http, int salt)
    {
        var name = $"Check {salt}";
        var check = await http.Posts(
            Checks,
            $$"""{"BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"{{name}}","IdentityDocumentType":1,"IdentityDocumentNumber":"N{{salt}}"}"""
        );
        check.Status.ShouldBe(200, check.Raw);
        ledger.Checks[check.Id] = name;
        if (salt % 3 == 0)
        {
            return;
        }

        var (photo, front) = (Papers.Jpeg(salt), Papers.Pdf(salt, 70_000));
        var document = await http.Posts(
            Documents,
            $$"""{"CoworkerId":{{coworker}},"CoworkerIdentityCheckId":{{check.Id}},"Name":"Papers","NewPhotoUrl":"{{files.Offer($"{salt}.jpg", photo)}}","NewDocumentUrl":"{{files.Offer($"{salt}.pdf", front)}}"}"""
        );
        document.Status.ShouldBe(200, document.Raw);
        ledger.Documents[document.Id] = new Dictionary<string, byte[]>
        {
            ["photo"] = photo,
            ["document"] = front,
        };
        await Decide(http, check.Id, salt);
    }

    private async Task Decide(HttpClient http, long check, int salt)
    {
        var (key, status) = (salt % 2) == 0 ? ("MARK_AS_VERIFIED", 3) : ("MARK_AS_REJECTED", 4);
        ledger.Undecided[check] = true;
        var answer = await http.Posts(
            $"{Checks}/runcommand",
            $$"""{"Key":"{{key}}","Ids":[{{check}}],"Parameters":[{"Name":"Notes","Value":"again, please"}]}"""
        );
        answer["WasSuccessful"]!.GetValue<bool>().ShouldBeTrue(answer.Raw);
        ledger.Decisions[check] = status;
        ledger.Undecided.TryRemove(check, out _);
    }

    public static AuthenticationHeaderValue Basic { get; } =
        new(
            "Basic",
            Convert.ToBase64String(
                Encoding.UTF8.GetBytes($"{VestibuleApp.AdminEmail}:{VestibuleApp.AdminPassword}")
            )
        );
}
