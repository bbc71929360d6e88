using System.Net.Http;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Tests.Access;
using Vestibule.Tests.Harness;
using static Vestibule.Tests.Access.Enrolment;

namespace Vestibule.Tests.Wire;

/// <summary>What somebody does to their own sign-in is done once under an <c>Idempotency-Key</c>, too.</summary>
public sealed class OnceAtSignInTests
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task ASecondFactorIsBegunConfirmedRenewedAndEndedOnce(DatabaseProvider provider)
    {
        await using var app = await ClockedApp.Start(provider);
        var ada = await SignedIn.New(app.World, isAdmin: true, []);
        // With a key: confirming ends what was signed in with the password alone.
        using var client = app.App.Basic(await app.World.Key(ada.User));
        var named = $$"""{"Password":"{{SignedIn.Password}}","KeyName":"Booking"}""";
        var begun = await Once(client, Door, named, "begin");
        begun.Status.ShouldBe(200, begun.Raw);
        for (var again = 0; again < 2; again++)
        {
            var shown = await Once(client, Door, named, "begin");
            (shown.Status, shown.Headers.Contains("Idempotent-Replayed")).ShouldBe((409, true));
            shown.Raw.ShouldNotContain("vks_");
        }

        await using (var db = app.App.Db())
            (await db.ApiKeys.CountAsync(key => key.Name == "Booking")).ShouldBe(1);
        (await Once(client, Door, Password, "begin")).Status.ShouldBe(422);
        var seed = Seed(
            (await Once(client, Door, Password, "bare"))["Value"]!["Secret"]!.GetValue<string>()
        );
        // The seed of the first answer stays the one that counts.
        (await Once(client, Door, Password, "bare")).Status.ShouldBe(409);
        var code = Code(app, seed);
        (await Once(client, $"{Door}/confirm", code, "yes")).Status.ShouldBe(200);
        (await Once(client, $"{Door}/confirm", code, "yes")).Status.ShouldBe(409);

        app.Clock.Advance(TimeSpan.FromSeconds(30));
        var both = Both(app, seed);
        (await Once(client, $"{Door}/recoverycodes", both, "more")).Status.ShouldBe(200);
        (await Once(client, $"{Door}/recoverycodes", both, "more")).Status.ShouldBe(409);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        both = Both(app, seed);
        var ended = await Once(client, $"{Door}/end", both, "no-more");
        ended.Status.ShouldBe(200, ended.Raw);
        var replayed = await Once(client, $"{Door}/end", both, "no-more");
        (replayed.Status, replayed.Raw).ShouldBe((200, ended.Raw));
        replayed.Headers.GetValues("Idempotent-Replayed").Single().ShouldBe("true");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task APasswordIsChangedOnceByWhoeverKnewTheOldOne(DatabaseProvider provider)
    {
        await using var app = await ClockedApp.Start(provider);
        var (ada, bob) = (
            await SignedIn.New(app.World, isAdmin: true, []),
            await SignedIn.New(app.World, isAdmin: true, [])
        );
        using var stranger = app.App.Anonymous();
        var first = await Once(stranger, Change, Wanted(ada, "seven quiet lanterns"), "k");
        first.Status.ShouldBe(200, first.Raw);
        var again = await Once(stranger, Change, Wanted(ada, "seven quiet lanterns"), "k");
        (again.Status, again.Raw).ShouldBe((200, first.Raw));
        again.Headers.GetValues("Idempotent-Replayed").Single().ShouldBe("true");
        // Strangers share no keys: another request under the same one is another's.
        (await Once(stranger, Change, Wanted(ada, "seven loud lanterns"), "k")).Status.ShouldBe(
            400
        );
        var other = await Once(stranger, Change, Wanted(bob, "seven quiet lanterns"), "k");
        other.Status.ShouldBe(200, other.Raw);
        other.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
    }

    private const string Change = "/api/vestibule/password";

    private static string Wanted(SignedIn user, string password) =>
        $$"""{"Email":"{{user.User.Email}}","Password":"{{SignedIn.Password}}","NewPassword":"{{password}}"}""";

    private static string Both(ClockedApp app, byte[] seed) =>
        $$"""{"Password":"{{SignedIn.Password}}","Code":"{{Now(app, seed)}}"}""";

    private static Task<Answer> Once(HttpClient client, string path, string json, string key) =>
        client.Asks(HttpMethod.Post, path, json, ("Idempotency-Key", key));
}
