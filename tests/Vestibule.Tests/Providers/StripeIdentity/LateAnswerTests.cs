using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.IdentityChecks;
using Vestibule.Providers.StripeIdentity;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>Several ask Stripe at once, and answers arrive in another order than they were given: the newest one stands.</summary>
public sealed class LateAnswerTests
{
    // How the session stood when it was asked for first, what happened then, and how the check has to end.
    private static readonly (
        string Name,
        Action<DoubleSession> Older,
        Action<DoubleSession> Newer,
        VerificationStatus End
    )[] All =
    [
        ("processing, verified", s => s.Submit(), s => s.Verify(), VerificationStatus.Successful),
        ("nothing, verified", _ => { }, Verified, VerificationStatus.Successful),
        ("failed, processing", Failed, s => s.Submit(), VerificationStatus.Submitted),
        ("processing, failed", s => s.Submit(), Failed, VerificationStatus.Failed),
        ("failed, verified", Failed, Verified, VerificationStatus.Successful),
        ("processing, left", s => s.Submit(), Left, VerificationStatus.Pending),
        ("nothing, canceled", _ => { }, s => s.Cancel(), VerificationStatus.Cancelled),
    ];

    private static void Verified(DoubleSession session)
    {
        session.Submit();
        session.Verify();
    }

    private static void Failed(DoubleSession session)
    {
        session.Submit();
        session.Fail("document_expired");
    }

    private static void Left(DoubleSession session) => session.Fail("abandoned", report: false);

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AnOlderAnswerThatComesLastOverwritesNothing(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        await using var second = await Second(world);
        foreach (var (name, older, newer, end) in All)
        {
            var (check, session) = await world.Started();
            older(session);
            var late = HeldUp(world, () => Sync(second ?? world.App, check));
            await late.Answered;
            newer(session);
            await world.Sync(check);
            (await world.Status(check)).ShouldBe(end, name);
            var moves = await world.Moves(check);
            late.Deliver();
            await late.Asking;
            (await world.Status(check)).ShouldBe(end, name);
            (await world.Moves(check)).ShouldBe(moves, name);
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task HoweverManyAskAndWhicheverAnswerComesFirst(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider);
        await using var second = await Second(world);
        for (var seed = 1; seed <= 6; seed++)
        {
            var random = new Random(seed);
            var (check, session) = await world.Started();
            var late = new List<Late>();
            foreach (var step in new[] { Failed, s => s.Submit(), s => s.Verify() })
            {
                var place = random.Next(2) == 0 ? second ?? world.App : world.App;
                late.Add(HeldUp(world, () => Sync(place, check)));
                await late[^1].Answered;
                step(session);
            }

            foreach (var one in late.OrderBy(_ => random.Next()))
            {
                one.Deliver();
                await one.Asking;
            }

            (await world.Status(check)).ShouldBe(VerificationStatus.Successful, $"seed {seed}");
            var moves = await world.Moves(check);
            for (var n = 1; n < moves.Count; n++)
            {
                moves[n][0].ShouldBe(moves[n - 1][2], $"seed {seed}: {string.Join(' ', moves)}");
            }
        }
    }

    // SQLite has one instance.
    private static async Task<VestibuleApp?> Second(StripeWorld world) =>
        world.App.Provider is DatabaseProvider.Sqlite
            ? null
            : await VestibuleApp.Start(
                world.App.Provider,
                world.App.DataPath,
                world.App.ConnectionString,
                services =>
                    services
                        .AddSingleton<TimeProvider>(world.Clock)
                        .AddSingleton(new StripePatience(TimeSpan.Zero, 1)),
                ("Vestibule:Stripe:ApiBase", world.Stripe.Address.ToString())
            );

    private static async Task Sync(VestibuleApp app, long check)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<ApplyTruth>()
            .Run(check, app.Services.GetRequiredService<TimeProvider>().Now(), default);
    }

    /// <summary>Somebody asks, is answered, and the answer stays on its way until it is delivered.</summary>
    private sealed record Late(Task Answered, Action Deliver, Task Asking);

    private static Late HeldUp(StripeWorld world, Func<Task> ask)
    {
        var (answered, delivered) = (new TaskCompletionSource(), new TaskCompletionSource());
        var isFirst = 1;
        world.Stripe.Faults = _ =>
            Interlocked.Exchange(ref isFirst, 0) == 1
                ? new Fault(0, After: true)
                {
                    OnItsWay = () =>
                    {
                        answered.SetResult();
                        return delivered.Task;
                    },
                }
                : null;
        return new Late(answered.Task, delivered.SetResult, ask());
    }
}
