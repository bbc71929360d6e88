using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.EntityFrameworkCore.Models;
using Vestibule.Access;
using Vestibule.Access.Tokens;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

public sealed class SweepTokensTests
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task Rows_go_when_the_last_token_of_a_chain_is_dead(DatabaseProvider provider)
    {
        Gates.SkipWithout(provider);
        await using var app = await VestibuleApp.Start(provider, Gates.Cheap);
        var somebody = await SignedIn.New(new World(app), isAdmin: true, []);
        var first = (await somebody.SignIn()).Said("refresh_token");
        var second = (await somebody.Refresh(first)).Said("refresh_token");
        var before = await Counts(app);
        before.ShouldBe((2, 1, 1));

        // A used token has to stay while it would have lived: its coming back ends the chain.
        await Sweep(app, TimeSpan.FromDays(14));
        (await Counts(app)).ShouldBe(before);

        await Sweep(app, TimeSpan.FromDays(16));
        (await Counts(app)).ShouldBe((1, 1, 1));

        await Expire(app);
        await Sweep(app, TimeSpan.FromDays(16));
        (await Counts(app)).ShouldBe((0, 0, 0));
        (await somebody.Refresh(second)).Status.ShouldBe(400);
        (await somebody.SignIn()).Status.ShouldBe(200);
    }

    private static async Task Sweep(VestibuleApp app, TimeSpan later)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await SweepTokens.Run(
            scope.ServiceProvider,
            app.Services.GetRequiredService<TimeProvider>().GetUtcNow() + later,
            TestContext.Current.CancellationToken
        );
    }

    private static async Task Expire(VestibuleApp app)
    {
        await using var db = app.Db();
        var past = app
            .Services.GetRequiredService<TimeProvider>()
            .GetUtcNow()
            .UtcDateTime.AddDays(-1);
        await db.Set<OpenIddictEntityFrameworkCoreToken<long>>()
            .ExecuteUpdateAsync(
                set => set.SetProperty(token => token.ExpirationDate, past),
                TestContext.Current.CancellationToken
            );
    }

    private static async Task<(int Tokens, int Chains, int Labels)> Counts(VestibuleApp app)
    {
        await using var db = app.Db();
        var cancelled = TestContext.Current.CancellationToken;
        return (
            await db.Set<OpenIddictEntityFrameworkCoreToken<long>>().CountAsync(cancelled),
            await db.Set<OpenIddictEntityFrameworkCoreAuthorization<long>>().CountAsync(cancelled),
            await db.Set<RefreshLabel>().CountAsync(cancelled)
        );
    }
}
