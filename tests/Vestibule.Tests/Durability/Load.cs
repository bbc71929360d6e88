using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>
/// Many clients working at once until the server is gone: checks, documents with files, files replaced, cleared and
/// deleted, decisions. Whatever is answered with 200 is entered in the ledger.
/// </summary>
internal sealed partial class Load(
    Uri address,
    FileServer files,
    Ledger ledger,
    long business,
    long coworker,
    int seed
)
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const string Documents = "/api/spaces/coworkeridentitycheckdocuments";
    private static int made;
    private readonly ConcurrentQueue<string> refusals = [];
    private int refused;

    public int Clients { get; init; } = 16;

    /// <summary>Refusals and lost connections are part of the game: the clients go on until told to stop.</summary>
    public bool IsPatient { get; init; }

    /// <summary>See <see cref="ServerProcess.Lies"/>.</summary>
    public bool IsLiedTo { get; init; }

    public CancellationToken Until { get; init; }

    /// <summary>Answers other than 200, and none at all, of patient clients.</summary>
    public int Refused => refused;

    /// <summary>The last of them, in words.</summary>
    public string Refusals => string.Join('\n', refusals);

    public Task Run() => Task.WhenAll(Enumerable.Range(0, Clients).Select(Client));

    private async Task Client(int number)
    {
        using var http = new HttpClient
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(20),
        };
        http.DefaultRequestHeaders.Authorization = Basic;
        var salt = (seed * 1_000_000) + (number * 10_000);
        while (!Until.IsCancellationRequested)
        {
            try
            {
                await Work(http, salt++);
            }
            catch (Exception gone)
                when (gone is HttpRequestException or IOException or OperationCanceledException)
            {
                // The server is gone, which is what was wanted.
                if (!IsPatient)
                {
                    return;
                }

                Note(gone);
                await Task.Delay(20);
            }
        }
    }

    private void Note(Exception gone)
    {
        Interlocked.Increment(ref refused);
        refusals.Enqueue($"{TimeProvider.System.GetUtcNow():T} {gone.Message}");
        while (refusals.Count > 40)
        {
            refusals.TryDequeue(out _);
        }
    }

    private async Task Work(HttpClient http, int salt)
    {
        var name = $"Check {salt}";
        var check = await http.Posts(
            Checks,
            $$"""{"BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"{{name}}","IdentityDocumentType":1,"IdentityDocumentNumber":"N{{salt}}"}"""
        );
        Done(check);
        ledger.Checks[check.Id] = name;
        if (salt % 3 == 0)
        {
            return;
        }

        var document = await HandIn(http, check.Id, salt);
        switch (salt % 4)
        {
            case 0:
                await Replace(http, document, salt);
                await Decide(http, check.Id, salt);
                break;
            case 1:
                await Clear(http, check.Id, document);
                break;
            case 2:
                await Delete(http, document);
                break;
            default:
                await Decide(http, check.Id, salt);
                break;
        }
    }

    /// <summary>A check with one document of two files, which is there when this returns.</summary>
    public async Task<long> One()
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = Basic;
        var salt = 900_000_000 + Interlocked.Increment(ref made);
        var check = await http.Posts(
            Checks,
            $$"""{"BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"Check {{salt}}","IdentityDocumentType":1}"""
        );
        Done(check);
        ledger.Checks[check.Id] = $"Check {salt}";
        await HandIn(http, check.Id, salt);
        return check.Id;
    }

    private async Task Decide(HttpClient http, long check, int salt)
    {
        var (key, status) = (salt % 2) == 0 ? ("MARK_AS_VERIFIED", 3) : ("MARK_AS_REJECTED", 4);
        ledger.Undecided[check] = true;
        var answer = await http.Posts(
            $"{Checks}/runcommand",
            $$"""{"Key":"{{key}}","Ids":[{{check}}],"Parameters":[{"Name":"Notes","Value":"again, please"}]}"""
        );
        Done(answer);
        var decided = answer["WasSuccessful"]!.GetValue<bool>();
        if (IsLiedTo && !decided)
        {
            throw new HttpRequestException("What was handed in is not there yet.");
        }

        decided.ShouldBeTrue(answer.Raw);
        ledger.Decisions[check] = status;
        ledger.Undecided.TryRemove(check, out _);
    }

    private void Done(Answer answer)
    {
        if (IsPatient && answer.Status != 200)
        {
            throw new HttpRequestException($"Answered with {answer.Status}: {answer.Raw}");
        }

        answer.Status.ShouldBe(200, answer.Raw);
        ledger.Count();
    }

    public static AuthenticationHeaderValue Basic { get; } =
        new(
            "Basic",
            Convert.ToBase64String(
                Encoding.UTF8.GetBytes($"{VestibuleApp.AdminEmail}:{VestibuleApp.AdminPassword}")
            )
        );
}
