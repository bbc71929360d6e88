using System.Collections.Concurrent;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Tests.Harness;
using static Vestibule.IdentityChecks.VerificationStatus;

namespace Vestibule.Tests.IdentityChecks;

/// <summary>
/// Random requests about one check and its documents, through HTTP: none is a fault, check and documents never disagree,
/// a refusal changes nothing, and no status moves outside the lifecycle.
/// </summary>
public sealed class StoryTests
{
    private const int Length = 25;

    private static int Stories => Environment.GetEnvironmentVariable("CI") == "true" ? 150 : 16;

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhateverIsAskedACheckAndItsDocumentsAgree(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        await using var files = await FileServer.Start();
        await using var app = await VestibuleApp.Start(
            provider,
            null,
            ("Vestibule:Outbound:AllowedAddresses", files.HostAndPort)
        );
        var world = new World(app);
        var business = await world.Business();
        var coworker = await world.Coworker(business);
        using var admin = await world.Administrator();
        var seen = new ConcurrentBag<(VerificationStatus From, VerificationStatus To)>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Stories),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = 4,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (seed, _) =>
            {
                var story = await Story.Begin(admin, files, business.Id, coworker.Id, seed);
                for (var (step, over) = (0, 0); step < Length && over < 3; step++)
                {
                    var change = await story.Step();
                    seen.Add(change);
                    over += change.To is Cancelled ? 1 : 0;
                }

                await story.End();
            }
        );
        // A walk that never got anywhere would prove nothing.
        Expected.ShouldBeSubsetOf(seen.Distinct().ToList());
    }

    private static readonly (VerificationStatus From, VerificationStatus To)[] Expected =
    [
        (Pending, Submitted),
        (Pending, Cancelled),
        (Submitted, Pending),
        (Submitted, Successful),
        (Submitted, Failed),
        (Submitted, Cancelled),
        (Failed, Submitted),
        (Failed, Cancelled),
        (Successful, Submitted),
    ];
}
