using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>Programs that send their password with every request.</summary>
public sealed class BasicCrowdTests
{
    [Fact]
    public async Task A_thousand_requests_a_second_with_one_password_cost_one_hash_a_minute()
    {
        await using var host = await Host();
        // By hand only some of a minute's seconds.
        var seconds = HowMany.Times(4, ci: 60, campaign: 60);
        for (var minute = 1; minute <= 2; minute++)
        {
            for (var second = 0; second < seconds; second++)
            {
                var answers = await Task.WhenAll(
                    Enumerable.Range(0, 1_000).Select(_ => Ask(host, "ada@example.com"))
                );
                answers.Distinct().ShouldBe([200]);
                host.SlowHash.Done.ShouldBe(minute);
                host.Clock.Advance(TimeSpan.FromSeconds(59.9 / seconds));
            }

            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>A program that goes on with a password although a second factor has shut it out costs no more.</summary>
    [Fact]
    public async Task A_password_that_needs_a_code_costs_one_hash_a_minute()
    {
        await using var host = await Host();
        for (var request = 0; request < 50; request++)
            (await Ask(host, "guarded@example.com")).ShouldBe(401);
        host.SlowHash.Done.ShouldBe(1);
    }

    private static async Task<AccessHost> Host()
    {
        var host = await AccessHost.Open();
        await host.AddUser(roles: ["CoworkerIdentityCheck-List"]);
        await host.AddUser("guarded@example.com", more: user => user.TwoFactorEnabled = true);
        // Or a look of the gate's own would find the new users between two requests.
        await host
            .Services.GetRequiredService<AccessFacts>()
            .Refresh(TestContext.Current.CancellationToken);
        return host;
    }

    private static async Task<int> Ask(AccessHost host, string email)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/things");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{AccessHost.Password}"))
        );
        using var answer = await host.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
