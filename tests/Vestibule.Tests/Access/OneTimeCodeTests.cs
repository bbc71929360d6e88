using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Access;

public sealed class OneTimeCodeTests
{
    private static readonly byte[] Seed = "12345678901234567890"u8.ToArray();

    // The SHA-1 rows of RFC 6238 appendix B, cut to six digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_RFC(long second, string code) =>
        Totp.Code(Seed, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(second))).ShouldBe(code);

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void One_step_either_way_is_let_pass(int steps, bool passes)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1_111_111_111);
        var code = Totp.Code(Seed, Totp.StepAt(at) + steps);
        Totp.StepOf(code, Seed, at).ShouldBe(passes ? Totp.StepAt(at) + steps : null);
    }

    [Fact]
    public async Task Missing_empty_and_wrong_codes_ask_for_one()
    {
        await using var host = await AccessHost.Open();
        await Guarded(host);
        var wrong = Code(host) == "000000" ? "000001" : "000000";
        foreach (
            var totp in (string[])["", "&totp=", $"&totp={wrong}", "&totp=12", "&totp=1&totp=2"]
        )
        {
            var (status, body) = await host.SignIn(more: totp);
            (status, AccessHost.Member(body, "error")).ShouldBe((400, "two_factor_auth_check"));
        }
        (await host.SignIn(more: $"&totp={Code(host)}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_wrong_password_is_no_hint_that_there_is_a_second_factor()
    {
        await using var host = await AccessHost.Open();
        await Guarded(host);
        var (_, body) = await host.Token(
            "grant_type=password&username=ada%40example.com&password=no"
        );
        AccessHost.Member(body, "error").ShouldBe("invalid_grant");
    }

    [DatabaseTheory]
    public async Task A_code_works_once_however_many_send_it(TestDatabase db)
    {
        await using var host = await AccessHost.Open(on: db);
        await Guarded(host);
        var code = Code(host);
        var all = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => host.SignIn(more: $"&totp={code}"))
        );
        all.Count(answer => answer.Status == 200).ShouldBe(1);
        // Some found the gate to the slow hash crowded; nobody is locked out for repeating a code that was right.
        all.ShouldAllBe(answer =>
            answer.Status == 200 || answer.Status == 400 || answer.Status == 429
        );
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        (await host.SignIn(more: $"&totp={code}")).Status.ShouldBe(400);
        (await host.SignIn(more: $"&totp={Code(host)}")).Status.ShouldBe(200);
    }

    private static string Code(AccessHost host) =>
        Totp.Code(Seed, Totp.StepAt(host.Clock.GetUtcNow()));

    private static async Task Guarded(AccessHost host)
    {
        var user = await host.AddUser(more: u => u.TwoFactorEnabled = true);
        var master = host.Services.GetRequiredService<MasterKeys>();
        await host.Change(db =>
        {
            db.Add(
                new SecondFactor
                {
                    UserId = user.Id,
                    SealedSeed = master.Wrap(UseCode.SeedOf(user), Seed),
                }
            );
            return Task.CompletedTask;
        });
    }
}
