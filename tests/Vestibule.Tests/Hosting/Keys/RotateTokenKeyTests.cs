using Microsoft.EntityFrameworkCore;
using Vestibule.Access.Tokens;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Hosting.Keys;
using Vestibule.Journal;
using Vestibule.Tests.Access;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Hosting.Keys;

/// <summary>Token keys are replaced by an operator beside running servers.</summary>
public sealed class RotateTokenKeyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(OnBoth))]
    public async Task Known_keys_stop_at_once_on_every_instance(DatabaseProvider provider)
    {
        await using var app = await ClockedApp.Start(provider);
        // SQLite serves one instance: there, both are the same.
        await using var sibling =
            provider is DatabaseProvider.Postgres ? await app.Sibling() : null;
        var other = sibling ?? app.App;
        var ada = await SignedIn.New(app.World, isAdmin: true, []);
        var pair = await ada.SignIn();
        var (bearer, key) = (
            $"Bearer {pair.Said("access_token")}",
            SignedIn.Basic(await app.World.Key(ada.User))
        );
        await app.WithinASecond(async () => await other.Knocks(bearer) == 200);

        (await Say(app.App, atOnce: true)).ShouldBe(ExitCode.Stopped, "Token key 2 signs");
        await app.WithinASecond(async () => await other.Knocks(bearer) == 401);
        await app.WithinASecond(async () => await app.App.Knocks(bearer) == 401);
        (await ada.Refresh(pair.Said("refresh_token"))).Status.ShouldBe(400);
        (await other.Knocks(key)).ShouldBe(200);
        (await other.Knocks(await ada.Bearer())).ShouldBe(200);
        await using var db = app.App.Db();
        (await db.SigningKeys.Select(one => one.Epoch).ToListAsync(Cancelled)).ShouldBe([2]);
        var line = await db.JournalEntries.SingleAsync(one => one.Entity == "TokenKey", Cancelled);
        (line.Action, line.EntityId).ShouldBe((JournalAction.Create, 2));
        line.NewValue!.ShouldContain("stopped at once");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task A_new_one_signs_and_nobody_is_signed_out(DatabaseProvider provider)
    {
        await using var app = await ClockedApp.Start(provider);
        var ada = await SignedIn.New(app.World, isAdmin: true, []);
        var before = await ada.Bearer();
        (await Say(app.App, atOnce: false)).ShouldBe(ExitCode.Stopped, "Token key 2", "a minute");
        app.Clock.Advance(RotateTokenKeys.Lead);
        await app.WithinASecond(async () => KeyOf(await ada.Bearer()) != KeyOf(before));
        (await app.App.Knocks(before)).ShouldBe(200);
        (await app.App.Knocks(await ada.Bearer())).ShouldBe(200);
        await using var db = app.App.Db();
        (await db.SigningKeys.CountAsync(Cancelled)).ShouldBe(2);
        (
            await db.JournalEntries.SingleAsync(one => one.Entity == "TokenKey", Cancelled)
        ).NewValue!.ShouldStartWith("signs from 2026-03-14T09:27:5");
    }

    private static string KeyOf(string bearer) => bearer.Split('.')[0];

    private static Task<Spoken> Say(VestibuleApp app, bool atOnce) =>
        Spoken.By(app.Services, (r, o) => RotateTokenKey.Run(r, atOnce, o, Cancelled));
}
