using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>
/// Many copies of each create at once, under one key, while clients hang up and the server is killed. Each is done once,
/// and whoever waits for an answer hears the same.
/// </summary>
[Collection(nameof(KillTests))]
public sealed class StormTests(ITestOutputHelper output)
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    private const int AtOnce = 100;

    private static readonly bool Full =
        Environment.GetEnvironmentVariable("CI") == "true"
        || Environment.GetEnvironmentVariable("VESTIBULE_CAMPAIGN") == "1";
    private static readonly (int Creates, int Copies, int Kills) Size = Full
        ? (200, 50, 4)
        : (10, 10, 1);

    [Theory, ClassData(typeof(OnBoth))]
    public async Task CopiesUnderOneKeyAreOneCheck(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        var (folder, connection) = (
            Directory.CreateTempSubdirectory("vestibule-storm-").FullName,
            await TestDatabases.Fresh(provider)
        );
        var (business, coworker) = await People(provider, folder, connection);
        var storm = new Storm(provider, folder, connection, business, coworker);
        await using (storm)
        {
            await storm.Blow(Size.Creates, Size.Copies, Size.Kills, keyed: true);
        }

        Directory.CreateDirectory(Path.Combine(folder, "files"));

        await using var app = await VestibuleApp.Start(provider, folder, connection);
        using var admin = app.Anonymous();
        admin.DefaultRequestHeaders.Authorization = Load.Basic;
        var ledger = new Ledger();
        foreach (var (n, answers) in storm.Answers)
        {
            answers.Distinct().ShouldHaveSingleItem($"answers to create {n}");
            ledger.Checks[new Answer(200, null!, answers.First()).Id] = $"Check {n}";
        }

        await using var db = app.Db();
        var rows = await db.IdentityChecks.CountAsync();
        var keys = await db.KeyedRequests.CountAsync();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{provider}: {Size.Copies} copies of {Size.Creates} creates, {storm.Aborts} aborts, {Size.Kills} kills: {rows} checks, {keys} keys, {storm.Answers.Values.Sum(a => a.Count)} answers, {storm.Answers.Values.SelectMany(a => a).Distinct().Count()} different"
            )
        );
        (rows, keys).ShouldBe((Size.Creates, Size.Creates));
        ledger.Checks.Count.ShouldBe(Size.Creates);
        storm.Aborts.ShouldBeGreaterThan(0);
        (await new Oracle(app, admin, ledger).Look()).ShouldBeEmpty();
    }

    /// <summary>The same weather without keys makes too many, so the storm is one.</summary>
    [Fact]
    public async Task WithoutKeysCopiesAreManyChecks()
    {
        Assert.SkipUnless(Full, "The storm is calibrated where CI runs.");
        var (folder, connection) = (
            Directory.CreateTempSubdirectory("vestibule-storm-").FullName,
            await TestDatabases.Fresh(DatabaseProvider.Sqlite)
        );
        var (business, coworker) = await People(DatabaseProvider.Sqlite, folder, connection);
        await using var storm = new Storm(
            DatabaseProvider.Sqlite,
            folder,
            connection,
            business,
            coworker
        );
        await storm.Blow(creates: 5, copies: 5, kills: 0, keyed: false);
        storm.Answers.Values.SelectMany(a => a).Distinct().Count().ShouldBe(25);
    }

    private static async Task<(long Business, long Coworker)> People(
        DatabaseProvider provider,
        string folder,
        string connection
    )
    {
        await using var app = await VestibuleApp.Start(provider, folder, connection);
        var world = new World(app);
        var business = await world.Business();
        return (business.Id, (await world.Coworker(business)).Id);
    }

    private sealed class Storm(
        DatabaseProvider provider,
        string folder,
        string connection,
        long business,
        long coworker
    ) : IAsyncDisposable
    {
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
}
