using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Access.Tokens;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>What a restart and a second instance know of those who are signed in already.</summary>
public sealed class InstancesTests
{
    private const string SignIn =
        "grant_type=password&username=" + VestibuleApp.AdminEmail + "&password=";
    private static readonly string Form = SignIn + Uri.EscapeDataString(VestibuleApp.AdminPassword);

    [Theory, ClassData(typeof(OnBoth))]
    public async Task A_restart_ends_nobodys_session(DatabaseProvider provider)
    {
        Gates.SkipWithout(provider);
        Answer pair;
        string dataPath,
            connection;
        await using (var before = await VestibuleApp.Start(provider, Gates.Cheap))
        {
            pair = await before.Token(Form);
            (dataPath, connection) = (before.DataPath, before.ConnectionString);
        }

        await using var after = await VestibuleApp.Start(
            provider,
            dataPath,
            connection,
            Gates.Cheap
        );
        (await after.Knocks($"Bearer {pair.Said("access_token")}")).ShouldBe(200);
        var refreshed = await after.Token(
            $"grant_type=refresh_token&refresh_token={pair.Said("refresh_token")}"
        );
        (await after.Knocks($"Bearer {refreshed.Said("access_token")}")).ShouldBe(200);
    }

    [Fact]
    public async Task Two_instances_are_one()
    {
        Gates.SkipWithout(DatabaseProvider.Postgres);
        await using var one = await VestibuleApp.Start(DatabaseProvider.Postgres, Gates.Cheap);
        await using var two = await VestibuleApp.Start(
            DatabaseProvider.Postgres,
            one.DataPath,
            one.ConnectionString,
            Gates.Cheap
        );
        two.Services.GetRequiredService<TokenKeys>()
            .Current.Signing.KeyId.ShouldBe(
                one.Services.GetRequiredService<TokenKeys>().Current.Signing.KeyId
            );

        // Signed in at one, known at the other, refreshed there, and used up here too.
        var pair = await one.Token(Form);
        (await two.Knocks($"Bearer {pair.Said("access_token")}")).ShouldBe(200);
        var refresh = $"grant_type=refresh_token&refresh_token={pair.Said("refresh_token")}";
        (await two.Token(refresh)).Status.ShouldBe(200);
        (await one.Token(refresh)).Status.ShouldBe(400);

        var world = new World(one);
        var admin = await world.Administrator();
        var made = await admin.Posts("/api/vestibule/apikeys", """{"Name":"Either"}""");
        var key = SignedIn.Basic(
            $"{made["Value"]!["KeyId"]!.GetValue<string>()}:{made["Value"]!["Secret"]!.GetValue<string>()}"
        );
        await two
            .Services.GetRequiredService<AccessFacts>()
            .Refresh(TestContext.Current.CancellationToken);
        (await two.Knocks(key)).ShouldBe(200);
        await admin.Deletes($"/api/vestibule/apikeys/{made.Id}");
        await two
            .Services.GetRequiredService<AccessFacts>()
            .Refresh(TestContext.Current.CancellationToken);
        (await two.Knocks(key)).ShouldBe(401);
    }

    [Fact]
    public async Task Refreshes_spread_over_two_instances_have_one_winner()
    {
        Gates.SkipWithout(DatabaseProvider.Postgres);
        await using var one = await VestibuleApp.Start(DatabaseProvider.Postgres, Gates.Cheap);
        await using var two = await VestibuleApp.Start(
            DatabaseProvider.Postgres,
            one.DataPath,
            one.ConnectionString,
            Gates.Cheap
        );
        var token = (await one.Token(Form)).Said("refresh_token");
        var all = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(n =>
                    (n % 2 == 0 ? one : two).Token(
                        $"grant_type=refresh_token&refresh_token={token}"
                    )
                )
        );
        all.Count(answer => answer.Status == 200).ShouldBe(1);
        all.Count(answer => answer.Status == 400).ShouldBe(19);
    }
}
