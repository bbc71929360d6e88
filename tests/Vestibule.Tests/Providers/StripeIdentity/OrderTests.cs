using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>Events in every order, with copies, late or never: the check ends where Stripe's session stands.</summary>
public sealed class OrderTests(ITestOutputHelper output)
{
    private const string Kind = "identity.verification_session.";

    // Six events of one session: it failed, was tried again, and worked.
    private static DoubleEvent[] SixEvents(StripeWorld world, DoubleSession session)
    {
        session.Submit();
        session.Fail("document_expired");
        session.Submit();
        session.Verify();
        var events = world.Stripe.Events.Where(one => one.Session == session).ToArray();
        events
            .Select(one => one.Type[Kind.Length..])
            .ShouldBe(["created", "processing", "requires_input", "processing", "verified"]);
        return [.. events, session.Happened("verified")];
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task All720OrdersEndAlike(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var every =
            IsCi ? 1
            : provider is DatabaseProvider.Sqlite ? 24
            : 72;
        var orders = Permutations(6).Where((_, n) => n % every == 0).ToList();
        var checks = new List<(long Check, DoubleSession Session)>();
        foreach (var order in orders)
        {
            var (check, session) = await world.Started();
            checks.Add((check, session));
            var events = SixEvents(world, session);
            foreach (var place in order)
            {
                (await world.Send(events[place])).ShouldBe(200);
            }
        }

        await world.KeepUp();
        foreach (var (check, session) in checks)
        {
            (await world.Status(check)).ShouldBe(VerificationStatus.Successful);
            var moves = await world.Moves(check);
            moves.ShouldBe(moves.Distinct());
            moves[^1].ShouldEndWith(">3");
        }

        world.Stripe.Sessions.Count.ShouldBe(orders.Count, "one session an attempt");
        output.WriteLine($"{provider}: {orders.Count} orders");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task StepsCopiesAndOrdersMixed(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        for (var seed = 1; seed <= (IsCi ? 60 : 6); seed++)
        {
            var random = new Random(seed);
            var (check, session) = await world.Started();
            var pending = new List<DoubleEvent>();
            foreach (var step in Story(session, random))
            {
                step();
                pending.AddRange(
                    world
                        .Stripe.Events.Where(one =>
                            one.Session == session && !pending.Contains(one)
                        )
                        .SelectMany(one => Enumerable.Repeat(one, random.Next(1, 4)))
                );
                // Some come now, out of order; the others later.
                foreach (
                    var one in pending.OrderBy(_ => random.Next()).Take(random.Next(3)).ToList()
                )
                {
                    (await world.Send(one)).ShouldBe(200);
                }
            }

            foreach (var one in pending.OrderBy(_ => random.Next()))
            {
                (await world.Send(one)).ShouldBe(200);
            }

            await world.KeepUp();
            (await world.Status(check)).ShouldBe(Expected(session), $"seed {seed}");
            var moves = await world.Moves(check);
            for (var n = 1; n < moves.Count; n++)
            {
                moves[n][0].ShouldBe(moves[n - 1][2], $"seed {seed}: {string.Join(' ', moves)}");
            }
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WithoutAnyWebhookEverythingConverges(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        var stories = new List<(long Check, DoubleSession Session)>();
        for (var seed = 1; seed <= 8; seed++)
        {
            var (check, session) = await world.Started();
            foreach (var step in Story(session, new Random(seed)))
            {
                step();
            }

            stories.Add((check, session));
        }

        world.Clock.Advance(TimeSpan.FromMinutes(15));
        await world.KeepUp();
        foreach (var (check, session) in stories)
        {
            (await world.Status(check)).ShouldBe(Expected(session));
        }
    }

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    private static IEnumerable<Action> Story(DoubleSession session, Random random)
    {
        for (var tries = random.Next(3); tries > 0; tries--)
        {
            yield return session.Submit;
            yield return () => session.Fail("selfie_face_mismatch");
        }

        switch (random.Next(5))
        {
            case 0:
                yield return session.Cancel;
                break;
            case 1:
                yield return session.Submit;
                break;
            case 2:
                yield return () => session.Fail("abandoned", report: false);
                break;
            default:
                yield return session.Submit;
                yield return session.Verify;
                break;
        }
    }

    private static VerificationStatus Expected(DoubleSession session) =>
        (session.Status, session.Code) switch
        {
            ("verified", _) => VerificationStatus.Successful,
            ("processing", _) => VerificationStatus.Submitted,
            ("canceled", _) => VerificationStatus.Cancelled,
            (_, null or "abandoned") => VerificationStatus.Pending,
            _ => VerificationStatus.Failed,
        };

    private static IEnumerable<int[]> Permutations(int count)
    {
        var places = Enumerable.Range(0, count).ToArray();
        yield return [.. places];
        while (true)
        {
            var at = count - 2;
            while (at >= 0 && places[at] > places[at + 1])
            {
                at--;
            }

            if (at < 0)
            {
                yield break;
            }

            var next = count - 1;
            while (places[next] < places[at])
            {
                next--;
            }

            (places[at], places[next]) = (places[next], places[at]);
            Array.Reverse(places, at + 1, count - at - 1);
            yield return [.. places];
        }
    }
}
