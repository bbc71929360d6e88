using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Tests.Durability;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>
/// The server is killed in the middle of steps: while a session is made, while an event is taken in, while it is worked
/// off. What is done again after the start, as people and Stripe would, must lead to the same end, and to one session.
/// </summary>
[Collection(nameof(KillTests))]
public sealed class StripeKillTests(ITestOutputHelper output)
{
    private const int AtOnce = 4;

    private static readonly int Runs = Environment.GetEnvironmentVariable("CI") == "true" ? 40 : 4;

    [Theory, ClassData(typeof(OnBoth))]
    public async Task TheEndIsTheSame(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        await using var stripe = await StripeDouble.Start();
        stripe.Key(StripeWorld.Key);
        var place = new StrikablePlace(
            provider,
            Directory.CreateTempSubdirectory("vestibule-stripe-kill-").FullName,
            await TestDatabases.Fresh(provider),
            stripe
        );
        await place.Furnish();
        var rounds = new List<Round>();
        try
        {
            for (var seed = 1; rounds.Count * AtOnce < Runs; seed++)
            {
                rounds.Add(await Journeys(place, new Random(seed)));
            }
        }
        finally
        {
            place.Dispose();
        }

        await Judge(place, [.. rounds.SelectMany(round => round.Runs)]);
        var kills = rounds.Select(round => round.Kills).ToList();
        output.WriteLine(
            $"{provider}: {Runs} runs, {kills.Sum()} kills, {kills.Min()} to {kills.Max()} in each run, {rounds.Sum(round => round.CutOff)} steps cut off"
        );
        kills.ShouldAllBe(one => one > 0, "every run is struck on its way");
    }

    /// <summary>Several members at once, so that a blow strikes each of them at another point.</summary>
    /// <param name="Kills">Each of them struck every one of the runs on its way.</param>
    /// <param name="CutOff">Steps that a blow found unfinished.</param>
    private sealed record Round(
        IReadOnlyList<(long Check, DoubleSession Session)> Runs,
        int Kills,
        int CutOff
    );

    private static async Task<Round> Journeys(StrikablePlace place, Random random)
    {
        var (before, cutOff) = (place.Kills, 0);
        var begun = new List<(long Check, Uri Link)>();
        while (begun.Count < AtOnce)
        {
            begun.Add(await place.Begin());
        }

        await Together(begun, one => Start(place, one.Link));
        var sessions = new List<DoubleSession>();
        foreach (var (check, _) in begun)
        {
            var reference = (await place.UniqueId(check)).ToString("N");
            sessions.Add(place.Stripe.Sessions.Values.Single(one => one.Reference == reference));
        }

        if (random.Next(2) == 0)
        {
            sessions.ForEach(session =>
            {
                session.Submit();
                session.Fail("document_expired");
            });
            await Together(sessions, one => Tell(place, one));
            await Together(begun, one => Start(place, one.Link));
        }

        sessions.ForEach(session => session.Submit());
        await Together(sessions, one => Tell(place, one));
        sessions.ForEach(session => session.Verify());
        // The last chance of a run that nothing has struck so far.
        await Together(sessions, one => Tell(place, one), always: place.Kills == before);
        return new Round(
            [.. begun.Zip(sessions, (one, session) => (one.Check, session))],
            place.Kills - before,
            cutOff
        );

        async Task Together<T>(List<T> all, Func<T, Task<bool>> step, bool always = false) =>
            cutOff += await place.Done(
                random,
                always || random.Next(4) > 0,
                all.Select(one => new Func<Task<bool>>(() => step(one)))
            );
    }

    private static async Task<bool> Start(StrikablePlace place, Uri link)
    {
        using var browser = await Browser.Open(place.Address, link);
        using var answer = await browser.Start();
        return answer.StatusCode is HttpStatusCode.SeeOther;
    }

    // Stripe sends again what was not acknowledged.
    private static async Task<bool> Tell(StrikablePlace place, DoubleSession session)
    {
        var said = place.Stripe.Events.Last(one => one.Session == session);
        using var http = new HttpClient { BaseAddress = place.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, place.WebhookPath);
        request.Content = new StringContent(said.Json);
        request.Headers.TryAddWithoutValidation(
            "Stripe-Signature",
            StripeWorld.Sign(said.Json, StripeWorld.WebhookSecret, TimeProvider.System.GetUtcNow())
        );
        using var answer = await http.SendAsync(request);
        return answer.IsSuccessStatusCode;
    }

    private static async Task Judge(
        StrikablePlace place,
        IReadOnlyList<(long Check, DoubleSession Session)> checks
    )
    {
        await using var app = await VestibuleApp.Start(
            place.Provider,
            place.Folder,
            place.Connection,
            // Whatever was held when the server was struck down is free again.
            services =>
                services.AddSingleton<TimeProvider>(
                    new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(3))
                ),
            ("Vestibule:Stripe:ApiBase", place.Stripe.Address.ToString())
        );
        await using var db = app.Db();
        foreach (var (check, session) in checks)
        {
            // Events taken in before the last kill are worked off by the server that starts now.
            while (
                await db
                    .IdentityChecks.AsNoTracking()
                    .Where(one => one.Id == check)
                    .Select(one => one.VerificationStatus)
                    .SingleAsync()
                    is not VerificationStatus.Successful
            )
            {
                await Task.Yield();
            }

            var moves = await db
                .JournalEntries.Where(line =>
                    line.Entity == "CoworkerIdentityCheck"
                    && line.EntityId == check
                    && line.Member == "VerificationStatus"
                )
                .OrderBy(line => line.Id)
                .Select(line => line.OldValue + ">" + line.NewValue)
                .ToListAsync();
            moves[0].ShouldStartWith("1");
            moves[^1].ShouldEndWith("3");
            for (var n = 1; n < moves.Count; n++)
            {
                moves[n][0].ShouldBe(moves[n - 1][2], string.Join(' ', moves));
            }

            (
                await db
                    .StripeAttempts.Where(one => one.IdentityCheckId == check)
                    .Select(one => one.SessionId)
                    .ToListAsync()
            ).ShouldBe([session.Id]);
        }

        place.Stripe.Sessions.Count.ShouldBe(checks.Count, "one session an attempt");
    }
}
