using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Hosting.Keys;
using Vestibule.Tests.Access;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Hosting.Keys;

/// <summary>A master key is replaced beside a running server, and nothing anybody has is lost on the way.</summary>
public sealed class KeyCommandTests
{
    private static readonly ValuePlace Place = new(Guid.NewGuid(), "Said");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AnOldKeyIsReplacedUnderARunningServer(DatabaseProvider provider)
    {
        var app = await Started(provider);
        var (seed, value, token) = await Fill(app);

        (await Say(app, RotateKey.Run)).ShouldBe(ExitCode.Stopped, "Key 2 wraps from now on");
        (await Say(app, (r, o) => LetKeyGo.Run(r, 1, o, Cancelled))).ShouldBe(
            ExitCode.Refused,
            "1 business keys hang from key 1",
            "token signing keys hang from key 1",
            "1 one-time-code seeds hang from key 1",
            "secrets of the network hang from key 1"
        );
        await app.Services.GetRequiredService<KeyRing>().BusinessAsync(Guid.NewGuid(), Cancelled);
        (await Say(app, (r, o) => TellKeys.Run(r, o, Cancelled))).ShouldBe(
            ExitCode.Stopped,
            "wraps: 1 business keys"
        );
        (await Say(app, (r, o) => MoveKeys.Run(r, o, Cancelled))).ShouldBe(
            ExitCode.Stopped,
            "business keys: 1 moved to key 2",
            "one-time-code seeds: 1 moved to key 2"
        );
        (await Say(app, (r, o) => LetKeyGo.Run(r, 1, o, Cancelled))).ShouldBe(
            ExitCode.Stopped,
            "Key 1 is retired to"
        );
        (await Say(app, (r, o) => TellKeys.Run(r, o, Cancelled))).Said.ShouldNotContain("key 1");
        await Holds(app, seed, value, token);

        await app.DisposeAsync();
        await using var again = await VestibuleApp.Start(
            provider,
            app.DataPath,
            app.ConnectionString
        );
        await Holds(again, seed, value, token);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ARewrapBrokenOffAtAnyValueIsTakenUpAgain(DatabaseProvider provider)
    {
        await using var app = await Started(provider);
        var (seed, value, token) = await Fill(app);
        var file = app.Services.GetRequiredService<MasterKeyFile>();
        for (var n = 0; ; n++)
        {
            n.ShouldBeLessThan(30);
            var target = file.Rotate();
            var left = n;
            var broken = app
                .Services.GetServices<WrappedPlace>()
                .Select(place =>
                    place with
                    {
                        // After the statement as often as before it: the answer may be what was lost.
                        Replace = async (db, found, now, stop) =>
                            left-- > 0 ? await place.Replace(db, found, now, stop)
                            : target % 2 == 0
                            && await place.Replace(db, found, now, stop)
                            && !Killed()
                                ? true
                            : throw new InvalidOperationException("killed"),
                    }
                );
            var through = await Try(() => Rewrap(app, broken).Run(Cancelled));
            foreach (var use in await Rewrap(app).Uses(Cancelled))
                use.Broken.ShouldBe(0);
            await Rewrap(app).Run(Cancelled);
            (await Rewrap(app).Uses(Cancelled)).ShouldAllBe(use => use.Version == target);
            if (through)
                break;
        }
        await Holds(app, seed, value, token);

        static bool Killed() => throw new InvalidOperationException("killed");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task RewrapsAtOnceEndAsOne(DatabaseProvider provider)
    {
        await using var app = await Started(provider);
        var (seed, value, token) = await Fill(app);
        app.Services.GetRequiredService<MasterKeyFile>().Rotate();
        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => Rewrap(app).Run(Cancelled)))
        );
        (await Rewrap(app).Uses(Cancelled)).ShouldAllBe(use => use.Version == 2 && use.Broken == 0);
        await Holds(app, seed, value, token);
    }

    /// <summary>A person's sealed value, a user's seed, and a token: something from under each place.</summary>
    private static async Task<(byte[] Seed, byte[] Value, string Token)> Fill(VestibuleApp app)
    {
        var master = app.Services.GetRequiredService<MasterKeys>();
        byte[] seed = [1, 2, 3];
        var answer = await app.Token(
            $"grant_type=password&username={VestibuleApp.AdminEmail}&password={VestibuleApp.AdminPassword}"
        );
        await using (var db = app.Db())
        {
            var admin = await db.Users.FirstAsync(Cancelled);
            db.Add(
                new SecondFactor
                {
                    UserId = admin.Id,
                    SealedSeed = master.Wrap(UseCode.SeedOf(admin), seed),
                }
            );
            await db.SaveChangesAsync(Cancelled);
        }
        var key = await Key(app);
        var token = answer.Json["access_token"]!.GetValue<string>();
        return (seed, ValueSeal.Seal(key!, Place, "kept"), token);
    }

    private static async Task Holds(VestibuleApp app, byte[] seed, byte[] value, string token)
    {
        await using var db = app.Db();
        var factor = await db.SecondFactors.SingleAsync(Cancelled);
        var admin = await db.Users.SingleAsync(user => user.Id == factor.UserId, Cancelled);
        app.Services.GetRequiredService<MasterKeys>()
            .Unwrap(UseCode.SeedOf(admin), factor.SealedSeed)
            .ShouldBe(seed);
        ValueSeal.OpenText((await Key(app))!, Place, value).ShouldBe("kept");
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await client.GetAsync("/api/spaces/coworkeridentitychecks", Cancelled);
        ((int)answer.StatusCode).ShouldBe(200);
    }

    private static async Task<CoworkerKey?> Key(VestibuleApp app) =>
        await app
            .Services.GetRequiredService<CoworkerKeyStore>()
            .ForAsync(Place.Owner, Place.Owner, Cancelled);

    private static RewrapKeys Rewrap(VestibuleApp app, IEnumerable<WrappedPlace>? places = null) =>
        new(
            places ?? app.Services.GetServices<WrappedPlace>(),
            app.Services.GetRequiredService<MasterKeys>(),
            app.Services.GetRequiredService<Func<DbContext>>()
        );

    private static async Task<bool> Try(Func<Task> step)
    {
        try
        {
            await step();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static Task<Spoken> Say(
        VestibuleApp app,
        Func<IServiceProvider, TextWriter, Task<ExitCode>> command
    ) => Spoken.By(app.Services, command);

    private static Task<VestibuleApp> Started(DatabaseProvider provider)
    {
        Assert.SkipWhen(TestDatabases.Absent(provider) is not null, "PostgreSQL is absent.");
        return VestibuleApp.Start(provider);
    }
}
