using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.People;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.People;

/// <summary>Reference data and enums through the API.</summary>
public sealed class PlaceTests
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task ReferenceDataIsThereWithTheStandardsNumbers(DatabaseProvider provider)
    {
        var admin = await (await Apps.World(provider)).Administrator();

        (await admin.Gets("/api/sys/countries/724"))["Name"]!.GetValue<string>().ShouldBe("Spain");
        (await admin.Gets("/api/sys/currencies/978"))["Code"]!.GetValue<string>().ShouldBe("EUR");
        var zone = (
            await admin.Gets("/api/sys/simpletimezones?SimpleTimeZone_Name=Asia/Kathmandu")
        ).Records.ShouldHaveSingleItem()!;
        (
            zone["TimeOffset"]!.GetValue<double>(),
            zone["Description"]!.GetValue<string>(),
            zone["UsesSummerTime"]!.GetValue<bool>()
        ).ShouldBe((5.75, "(UTC+05:45) Kathmandu", false));
        (await admin.Gets("/api/sys/countries?size=1"))["TotalItems"]!
            .GetValue<int>()
            .ShouldBe(249);
        (await admin.Posts("/api/sys/countries", "{}")).Status.ShouldBe(405);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task SeedingAgainChangesNothingAndMendsWhatDiffers(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        await using var store = await TestDatabase.On(provider);
        var seed = new SeedPlaces(
            store.Services.GetRequiredService<IDbContextFactory<VestibuleDb>>()
        );
        var (first, later) = (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        var cancelled = TestContext.Current.CancellationToken;
        await Task.WhenAll(seed.Run(first, cancelled), seed.Run(first, cancelled));
        await using var db = store.Context();
        await db
            .Countries.Where(c => c.Id == 724)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Name, "Espanha"), cancelled);
        await db.Currencies.Where(c => c.Id == 978).ExecuteDeleteAsync(cancelled);

        await seed.Run(later, cancelled);

        (await db.Countries.AsNoTracking().Where(c => c.UpdatedOn == later).ToListAsync(cancelled))
            .ShouldHaveSingleItem()
            .ShouldBe(
                PlaceList.Countries(first).Single(c => c.Id == 724) with
                {
                    UpdatedOn = later,
                    Version = 2,
                }
            );
        (await db.Currencies.CountAsync(c => c.CreatedOn == later, cancelled)).ShouldBe(1);
        (await db.SimpleTimeZones.CountAsync(z => z.UpdatedOn != first, cancelled)).ShouldBe(0);
    }

    [Fact]
    public void EveryListedPlaceIsOneOfAKind()
    {
        var at = DateTimeOffset.UnixEpoch;
        PlaceList.Countries(at).Select(c => c.TwoLetterCode).ShouldBeUnique();
        PlaceList.Currencies(at).Select(c => c.Code).ShouldBeUnique();
        PlaceList.TimeZones(at).Select(z => z.Name).ShouldBeUnique();
        PlaceList
            .Countries(at)
            .Select(c => c.UniqueId)
            .Concat(PlaceList.Currencies(at).Select(c => c.UniqueId))
            .Concat(PlaceList.TimeZones(at).Select(z => z.UniqueId))
            .ShouldBeUnique();
        PlaceList
            .TimeZones(at)
            .ShouldAllBe(z =>
                TimeZoneInfo
                    .FindSystemTimeZoneById(z.Name)
                    .BaseUtcOffset.TotalHours.Equals(z.TimeOffset) || z.UsesSummerTime
            );
        PlaceList
            .Currencies(at)
            .ShouldAllBe(c =>
                12.5m.ToString(c.Format).Contains("12") || 12.5m.ToString(c.Format).Contains("13")
            );
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task EnumsAreListedByTheVendorsNames(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var anybody = await world.Client(isAdmin: false, [], []);

        (await anybody.Gets("/api/utils/enums?name=eIdVerificationStatus")).Raw.ShouldBe(
            """[{"Id":0,"Name":"None"},{"Id":1,"Name":"Pending"},{"Id":2,"Name":"Submitted"},{"Id":3,"Name":"Successful"},{"Id":4,"Name":"Failed"},{"Id":5,"Name":"Cancelled"}]"""
        );
        foreach (
            var name in new[]
            {
                "eIdentityCheckProvider",
                "eIdentityCheckDocumentType",
                "eAddressCheckDocumentType",
                "eIdVerificationType",
                "eCoworkerRecordType",
                "eGender",
                "eTaxRateType",
                "eLanguage",
            }
        )
        {
            (await anybody.Gets($"/api/utils/enums?name={name.ToLowerInvariant()}"))
                .Json.AsArray()
                .Count.ShouldBeGreaterThan(1, name);
        }

        (await anybody.Gets("/api/utils/enums?name=eShoe")).Raw.ShouldBe("\"Not found\"");
        (await world.App.Anonymous().Gets("/api/utils/enums?name=eGender")).Status.ShouldBe(401);
    }
}
