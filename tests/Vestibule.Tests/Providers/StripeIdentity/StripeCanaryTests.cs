using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>What opens something at Stripe, or a member's page, stands nowhere: not in the database, logs or answers.</summary>
public sealed class StripeCanaryTests
{
    private const string Number = "CanaryStripeNumberZq7";
    private const string Name = "CanaryStripeNameZq7";

    [Theory, ClassData(typeof(OnBoth))]
    public async Task NothingThatOpensSomethingIsKept(DatabaseProvider provider)
    {
        await using var world = await StripeWorld.Start(provider, ",\"KeepsNumber\":true");
        var answers = new List<string>();
        var check = await world.Check();
        var link = await world.Link(check);
        using var browser = await Browser.Open(world.App.Address, link);
        var session = await Walk(world, browser, check);
        foreach (
            var path in new[]
            {
                $"/api/spaces/coworkeridentitychecks?size=100",
                $"/api/vestibule/checks/{check}/stripe",
                $"/api/vestibule/businesses/{world.Business.Id}/stripe",
                "/api/sys/audittrailentries?size=1000",
            }
        )
        {
            answers.Add((await world.Admin.Gets(path)).Raw);
        }

        answers.Add(browser.Page);
        answers.Add(await browser.Back());
        var number = await world.Admin.Gets($"/api/spaces/coworkeridentitychecks/{check}");
        number["IdentityDocumentNumber"]!.ToString().ShouldBe(Number);

        var secrets = world
            .Stripe.Secrets.Append(StripeWorld.Key)
            .Append(StripeWorld.WebhookSecret)
            .Append(link.Segments[^1])
            .Append(Name)
            .Distinct()
            .ToList();
        secrets.Count.ShouldBeGreaterThan(10);
        answers.SelectMany(answer => Hits(answer, secrets, "an answer")).ShouldBeEmpty();
        answers.Add("");
        var places = await Places(world);
        places
            .SelectMany(place => Hits(place.Text, [.. secrets, Number], place.Where))
            .ShouldBeEmpty();

        // A guard that finds nothing proves nothing.
        await using var db = world.App.Db();
        await db.Businesses.ExecuteUpdateAsync(set =>
            set.SetProperty(one => one.Phone, secrets[0])
        );
        (await Places(world))
            .SelectMany(place => Hits(place.Text, secrets, place.Where))
            .ShouldBe([$"{secrets[0]} in Businesses.Phone"]);
        session.Status.ShouldBe("verified");
    }

    // Ways that work and ways that do not.
    private static async Task<DoubleSession> Walk(StripeWorld world, Browser browser, long check)
    {
        world.Stripe.Faults = one => one.Method == "POST" ? new Fault(500, After: true) : null;
        await browser.Start();
        world.Stripe.Faults = _ => null;
        await browser.Start();
        await browser.Start("forged");
        var session = world.SessionOf(check);
        (session.FirstName, session.Number) = (Name, Number);
        session.LastName = "Roe";
        session.Submit();
        session.Fail("document_expired");
        await browser.Back();
        await browser.Start();
        session.Submit();
        (session.FirstName, session.LastName) = ("Jane", "Roe");
        session.Verify();
        foreach (var said in world.Stripe.Events)
        {
            (await world.Send(said)).ShouldBe(200);
            (await world.Send(said.Json, "t=1,v1=00")).ShouldBe(400);
        }

        await world.KeepUp();
        await world.Admin.Posts(
            $"/api/vestibule/businesses/{world.Business.Id}/stripe/check",
            "{}"
        );
        return session;
    }

    private static IEnumerable<string> Hits(string text, IEnumerable<string> words, string where) =>
        words
            .Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))
            .Select(word => $"{word} in {where}");

    private static async Task<List<(string Where, string Text)>> Places(StripeWorld world)
    {
        var places = world.App.Logs.Lines.Select(line => ("a log line", line)).ToList();
        await using var db = world.App.Db();
        await db.Database.OpenConnectionAsync();
        foreach (
            var entity in db
                .Model.GetEntityTypes()
                .Where(entity => entity.GetTableName() is not null)
        )
        {
            foreach (
                var property in entity
                    .GetProperties()
                    .Where(p => p.ClrType == typeof(string) || p.ClrType == typeof(byte[]))
            )
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                var (table, column) = (entity.GetTableName(), property.GetColumnName());
                command.CommandText =
                    $"SELECT \"{column}\" FROM \"{table}\" WHERE \"{column}\" IS NOT NULL";
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    places.Add(
                        (
                            $"{table}.{column}",
                            reader.GetValue(0) is byte[] bytes
                                ? System.Text.Encoding.Latin1.GetString(bytes)
                                : reader.GetValue(0).ToString()!
                        )
                    );
                }
            }
        }

        return places;
    }
}
