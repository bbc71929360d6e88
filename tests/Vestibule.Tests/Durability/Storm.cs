using System.Collections.Concurrent;
using System.Text;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>Copies of creates against a server of their own, clients that hang up, and kills in between.</summary>
internal sealed class Storm(
    DatabaseProvider provider,
    string folder,
    string connection,
    long business,
    long coworker
) : IAsyncDisposable
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const int AtOnce = 100;

    private ServerProcess server = null!;
    private HttpClient http = null!;
    private int aborts;
    private int answered;

    public int Aborts => aborts;

    /// <summary>The bodies heard for each create.</summary>
    public ConcurrentDictionary<int, ConcurrentBag<string>> Answers { get; } = new();

    public async Task Blow(int creates, int copies, int kills, bool keyed)
    {
        await Serve();
        // Copies of one create lie side by side, so that they meet.
        var requests = Enumerable.Range(0, creates * copies).ToList();
        var blowing = Parallel.ForEachAsync(
            requests,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (n, _) => await Send(n / copies, n, keyed)
        );
        for (var kill = 1; kill <= kills && !blowing.IsCompleted; kill++)
        {
            while (
                Volatile.Read(ref answered) < kill * requests.Count / (kills + 1)
                && !blowing.IsCompleted
            )
            {
                await Task.Delay(2);
            }

            server.Kill();
            server.Dispose();
            await Serve();
        }

        await blowing;
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        server.Dispose();
        return default;
    }

    private async Task Serve()
    {
        server = await ServerProcess.Start(provider, folder, connection, "127.0.0.1:1");
        var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = Load.Basic;
        // One slow hash before the crowd comes: it is not what this is about.
        (await client.GetAsync("/api/sys/users/me")).EnsureSuccessStatusCode();
        http = client;
    }

    /// <summary>Until it is answered: hangs up now and then, and goes on when the server was away.</summary>
    private async Task Send(int create, int copy, bool keyed)
    {
        var random = new Random(copy);
        for (var tries = 0; ; tries++)
        {
            var hangsUp = keyed && tries < 3 && random.Next(4) == 0;
            try
            {
                using var patience = new CancellationTokenSource();
                if (hangsUp)
                {
                    patience.CancelAfter(random.Next(0, 40));
                }

                using var request = Request(create, keyed);
                using var answer = await http.SendAsync(request, patience.Token);
                var body = await answer.Content.ReadAsStringAsync(patience.Token);
                if ((int)answer.StatusCode is 409 or 429 or 503)
                {
                    await Task.Delay(50);
                    continue;
                }

                ((int)answer.StatusCode).ShouldBe(200, body);
                Answers.GetOrAdd(create, _ => []).Add(body);
                Interlocked.Increment(ref answered);
                return;
            }
            catch (OperationCanceledException) when (hangsUp)
            {
                Interlocked.Increment(ref aborts);
            }
            catch (HttpRequestException) when (keyed)
            {
                await Task.Delay(50);
            }
        }
    }

    private HttpRequestMessage Request(int create, bool keyed)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Checks)
        {
            Content = new StringContent(
                $$"""{"BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"Check {{create}}","IdentityDocumentNumber":"N{{create}}"}""",
                Encoding.UTF8,
                "application/json"
            ),
        };
        if (keyed)
        {
            request.Headers.Add("Idempotency-Key", $"create-{create}");
        }

        return request;
    }
}
