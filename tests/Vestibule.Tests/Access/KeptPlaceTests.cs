using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>A crowd of strangers before the slow hash leaves places for those who have signed in from there.</summary>
public sealed class KeptPlaceTests
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task Whoever_is_known_gets_in_past_a_crowd(DatabaseProvider provider)
    {
        await using var app = await ClockedApp.Start(provider);
        var ada = await SignedIn.New(app.World, isAdmin: true, []);
        var nobody = await SignedIn.New(app.World, isAdmin: true, []);
        (await ada.SignIn()).Status.ShouldBe(200);
        var slow = app.App.Services.GetRequiredService<SlowHash>();
        var crowd = Enumerable
            .Range(0, 40)
            .Select(_ => slow.Begin(isFamiliar: false, TestContext.Current.CancellationToken))
            .ToList();
        // Two hash, two thirds of the 32 places wait, the others were sent away.
        slow.Inside.ShouldBe(2 + 21);
        crowd.Count(one => one.IsCompleted).ShouldBe(2 + 17);

        // Right as the password is, nobody has seen this one here.
        (await nobody.SignIn()).Status.ShouldBe(429);
        var hers = ada.SignIn();
        while (slow.Inside == 2 + 21 && !hers.IsCompleted)
            await Task.Yield();
        foreach (var one in crowd)
            (await one)?.Dispose();
        (await hers).Status.ShouldBe(200);
        slow.Inside.ShouldBe(0);
        (await nobody.SignIn()).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Those_who_are_known_do_not_fill_more_than_there_is()
    {
        await using var host = await AccessHost.Open();
        var all = Enumerable
            .Range(0, 40)
            .Select(_ =>
                host.SlowHash.Begin(isFamiliar: true, TestContext.Current.CancellationToken)
            )
            .ToList();
        host.SlowHash.Inside.ShouldBe(34);
        (
            await host.SlowHash.Begin(isFamiliar: false, TestContext.Current.CancellationToken)
        ).ShouldBeNull();
        foreach (var one in all)
            (await one)?.Dispose();
        host.SlowHash.Inside.ShouldBe(0);
    }
}
