using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Tests.Harness;
using static Vestibule.Tests.Access.Guesses;

namespace Vestibule.Tests.Access;

/// <summary>An address that guesses is locked out, and one that is known is not locked out by others.</summary>
public sealed class LockOutAddressTests
{
    [Theory]
    [InlineData("10.4.0.1", "10.4.0.1", "10.4.0.2")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")]
    public async Task An_address_that_tries_many_names_is_locked(
        string from,
        string near,
        string far
    )
    {
        await using var host = await AccessHost.Open();
        await host.AddUser();
        for (var guess = 0; guess < 5; guess++)
            (await Guess(host, $"n{guess}@example.com", from, "wrong")).ShouldBe(401);
        (await Guess(host, "ada@example.com", near, AccessHost.Password)).ShouldBe(429);
        (await Guess(host, "ada@example.com", far, AccessHost.Password)).ShouldBe(200);
    }

    [DatabaseTheory]
    public async Task A_stranger_locks_nobody_out_of_where_they_are_known(TestDatabase db)
    {
        await using var host = await AccessHost.Open(on: db);
        var user = await host.AddUser();
        var (key, secret) = await host.AddKey(user);
        await host.Look();
        const string office = "10.5.0.1";
        (await Guess(host, "ada@example.com", office, AccessHost.Password)).ShouldBe(200);
        for (var guess = 0; guess < 40; guess++)
        {
            await Guess(host, "ada@example.com", $"10.6.0.{guess}", $"wrong{guess}");
            host.Clock.Advance(TimeSpan.FromMinutes(10));
            (await Guess(host, "ada@example.com", office, AccessHost.Password)).ShouldBe(200);
            (await Guess(host, key.KeyId, "10.6.0.1", secret)).ShouldBe(200);
        }

        // To sign in where one is known forgives a stranger elsewhere nothing.
        host.Clock.Advance(LockOut.Longest);
        await Guess(host, "ada@example.com", "10.6.0.99", "wrong");
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        (await Guess(host, "ada@example.com", "10.6.0.100", AccessHost.Password)).ShouldBe(429);

        // Guesses from the office itself are counted as anybody's.
        for (var guess = 0; guess < 5; guess++)
            (await Guess(host, "ada@example.com", office, $"other{guess}")).ShouldBe(401);
        (await Guess(host, "ada@example.com", office, "and another")).ShouldBe(429);
    }

    [Fact]
    public async Task Names_and_addresses_are_not_kept_in_the_clear()
    {
        await using var host = await AccessHost.Open();
        await Guess(host, "canary@example.com", "10.10.0.1", "wrong");
        var keys = await host.Read(rows => rows.SignInTraces.Select(t => t.Key).ToListAsync());
        keys.ShouldAllBe(key => key.Length == 64 && key.All(char.IsAsciiHexDigitLower));
    }
}
