using System.Net.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>When somebody last did something, as it is told of a user.</summary>
public sealed class LastAccessTests
{
    private const string Users = "/api/sys/users";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task It_is_told_after_signing_in_and_after_a_request(DatabaseProvider provider)
    {
        await using var app = await ClockedApp.Start(provider);
        using var admin = await app.World.Administrator();
        var them = await SignedIn.New(app.World, isAdmin: true, []);
        var before = await admin.Gets($"{Users}/{them.User.Id}");
        before["LastAccess"].ShouldBeNull();

        // One way after the other, each a while later.
        var token = await them.SignIn();
        await Told(app, admin, them, app.Now);
        (string Way, Func<Task<int>> Try)[] ways =
        [
            ("bearer", () => app.App.Knocks($"Bearer {token.Said("access_token")}")),
            ("basic", () => app.App.Knocks(them.ByPassword)),
            ("refresh", async () => (await them.Refresh(token.Said("refresh_token"))).Status),
            (
                "key",
                async () => await app.App.Knocks(SignedIn.Basic(await app.World.Key(them.User)))
            ),
        ];
        foreach (var (way, attempt) in ways)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(2));
            (await attempt()).ShouldBe(200, way);
            await Told(app, admin, them, app.Now);
        }

        var after = await admin.Gets($"{Users}/{them.User.Id}");
        after["UpdatedOn"]!.GetValue<string>().ShouldBe(before["UpdatedOn"]!.GetValue<string>());
        await using var db = app.App.Db();
        var row = await db.Users.SingleAsync(u => u.Id == them.User.Id);
        row.Version.ShouldBe(them.User.Version);
        (
            await db.JournalEntries.AnyAsync(line =>
                line.Entity == "User" && line.EntityId == them.User.Id
            )
        ).ShouldBeFalse();
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task It_is_told_to_the_minute_and_written_as_rarely(DatabaseProvider provider)
    {
        await using var app = await ClockedApp.Start(provider);
        var them = await SignedIn.New(app.World, isAdmin: true, []);
        var uses = app.App.Services.GetRequiredService<UserUses>();
        async Task<DateTimeOffset?> Told()
        {
            await uses.Write(TestContext.Current.CancellationToken);
            await using var db = app.App.Db();
            return await db
                .Users.Where(user => user.Id == them.User.Id)
                .Select(user => user.LastAccess)
                .SingleAsync();
        }

        (await app.App.Knocks(them.ByPassword)).ShouldBe(200);
        var first = app.Now;
        (await Told()).ShouldBe(first);
        app.Clock.Advance(TimeSpan.FromSeconds(59));
        (await app.App.Knocks(them.ByPassword)).ShouldBe(200);
        (await Told()).ShouldBe(first);
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        (await app.App.Knocks(them.ByPassword)).ShouldBe(200);
        (await Told()).ShouldBe(app.Now);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task A_refused_password_is_no_access(DatabaseProvider provider)
    {
        await using var app = await ClockedApp.Start(provider);
        using var admin = await app.World.Administrator();
        var them = await SignedIn.New(app.World, isAdmin: true, []);

        (
            await app.App.Knocks(SignedIn.Basic($"{them.User.Email}:something else entirely"))
        ).ShouldBe(401);
        await app
            .App.Services.GetRequiredService<UserUses>()
            .Write(TestContext.Current.CancellationToken);

        (await admin.Gets($"{Users}/{them.User.Id}"))["LastAccess"].ShouldBeNull();
    }

    // To the second, as instants are told.
    private static Task Told(ClockedApp app, HttpClient admin, SignedIn them, DateTimeOffset at) =>
        app.WithinASecond(async () =>
            (await admin.Gets($"{Users}/{them.User.Id}"))["LastAccess"] is { } told
            && at - DateTimeOffset.Parse(told.GetValue<string>()) is { TotalSeconds: >= 0 and < 1 }
        );
}
