using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>Events whose body or signature was spoilt, in very many ways: none is let in, none upsets the server.</summary>
public sealed class ForgeryTests(ITestOutputHelper output)
{
    private static readonly int Count =
        Environment.GetEnvironmentVariable("CI") == "true" ? 10_000 : 400;

    [Fact]
    public async Task ForgeriesAreRefused()
    {
        await using var world = await StripeWorld.Start(DatabaseProvider.Sqlite);
        var (check, session) = await world.Started();
        session.Submit();
        session.Verify();
        var said = world.Stripe.Events.Last();
        var good = StripeWorld.Sign(said.Json, StripeWorld.WebhookSecret, world.Clock.GetUtcNow());
        var answers = new Dictionary<int, int>();
        using var http = world.App.Anonymous();
        foreach (var batch in Enumerable.Range(0, Count).Chunk(16))
        {
            var got = await Task.WhenAll(
                batch.Select(seed =>
                {
                    var (body, header) = Mutated(said.Json, good, new Random(seed));
                    return Post(http, world.WebhookPath, body, header);
                })
            );
            foreach (var status in got)
            {
                answers[status] = answers.GetValueOrDefault(status) + 1;
            }
        }

        answers.Keys.ShouldBe([400]);
        answers[400].ShouldBe(Count);
        output.WriteLine($"{Count} forgeries, all 400");
        await using var db = world.App.Db();
        (await db.StripeEvents.CountAsync()).ShouldBe(0);
        (await world.Status(check)).ShouldBe(VerificationStatus.Pending);
        // The rig would see one that is let in.
        (await world.Send(said.Json, good)).ShouldBe(200);
    }

    private static async Task<int> Post(HttpClient http, string path, byte[] body, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new ByteArrayContent(body);
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("Stripe-Signature", header);
        }

        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    // Either the body or the header is spoilt, never to something that means the same.
    private static (byte[] Body, string? Header) Mutated(string json, string good, Random random)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(json);
        var cut = good.IndexOf(',', StringComparison.Ordinal);
        switch (random.Next(10))
        {
            case 0:
                body[random.Next(body.Length)] ^= (byte)random.Next(1, 256);
                return (body, good);
            case 1:
                return (body[..random.Next(body.Length)], good);
            case 2:
                return ([.. body, (byte)random.Next(256)], good);
            case 3:
                random.Shuffle(body);
                return (body, good);
            case 4:
                return ([0xEF, 0xBB, 0xBF, .. body], good);
            case 5:
                var letters = good.ToCharArray();
                var at = random.Next(cut + 4, letters.Length);
                letters[at] = letters[at] == '0' ? '1' : '0';
                return (body, new string(letters));
            case 6:
                return (
                    body,
                    $"t={random.Next().ToString(CultureInfo.InvariantCulture)}{good[cut..]}"
                );
            case 7:
                var noise = new char[random.Next(1, 120)];
                for (var n = 0; n < noise.Length; n++)
                {
                    noise[n] = "tv01=,;. abcdef-+"[random.Next(17)];
                }

                return (body, new string(noise));
            case 8:
                return (body, good[..random.Next(cut + 60)]);
            default:
                var junk = new byte[random.Next(1, 4000)];
                random.NextBytes(junk);
                return (junk, random.Next(2) == 0 ? good : null);
        }
    }
}
