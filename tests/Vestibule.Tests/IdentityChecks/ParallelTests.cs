using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Journal;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.IdentityChecks;

/// <summary>Many at once.</summary>
public sealed class ParallelTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task TwoHundredCreatesAtOnceAreTwoHundredChecks(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (business, admin) = (await world.Business(), await world.Administrator());
        var coworker = await world.Coworker(business);
        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(n =>
                    admin.Posts(
                        Checks,
                        $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Check {{n}}","IdentityDocumentNumber":"N{{n}}"}"""
                    )
                )
        );
        made.ShouldAllBe(answer => answer.Status == 200);
        made.Select(answer => answer.Id).Distinct().Count().ShouldBe(200);
        var list = await admin.Gets(
            $"{Checks}?CoworkerIdentityCheck_Business={business.Id}&size=1000"
        );
        list.Records.Select(r => r!["Name"]!.ToString())
            .Order()
            .ShouldBe(Enumerable.Range(0, 200).Select(n => $"Check {n}").Order());
        var verify = ActivatorUtilities.CreateInstance<VerifyChain>(world.App.Services);
        (await verify.Run(business.Id, CancellationToken.None))
            .ShouldBeOfType<ChainFinding.Intact>()
            .Count.ShouldBe(200);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task UpdatesThatRaceTearNothing(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var (business, admin) = (await world.Business(), await world.Administrator());
        var coworker = await world.Coworker(business);
        var id = (
            await admin.Posts(
                Checks,
                $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Check"}"""
            )
        ).Id;
        for (var round = 0; round < 10; round++)
        {
            var answers = await Task.WhenAll(
                Enumerable
                    .Range(0, 4)
                    .Select(n =>
                        admin.Puts(
                            Checks,
                            $$"""{"Id":{{id}},"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"W{{round}}{{n}}","Description":"W{{round}}{{n}}","IdentityDocumentNumber":"W{{round}}{{n}}"}"""
                        )
                    )
            );
            answers.Select(a => a.Status).ShouldAllBe(status => status == 200 || status == 409);
            answers.ShouldContain(a => a.Status == 200);
            var now = (await admin.Gets($"{Checks}/{id}")).Json;
            now["Description"]!.ToString().ShouldBe(now["Name"]!.ToString());
            now["IdentityDocumentNumber"]!.ToString().ShouldBe(now["Name"]!.ToString());
        }
    }
}
