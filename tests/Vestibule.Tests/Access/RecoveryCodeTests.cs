using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Tests.Harness;
using static Vestibule.Tests.Access.Enrolment;

namespace Vestibule.Tests.Access;

/// <summary>Codes for whoever has lost the phone.</summary>
public sealed class RecoveryCodeTests
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task A_recovery_code_works_once_however_many_send_it(DatabaseProvider provider)
    {
        await using var app = await ClockedApp.Start(provider);
        var (ada, seed, recovery) = await Enrolled(app);
        var all = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => ada.SignIn($"&totp={recovery[0]}"))
        );
        all.Count(answer => answer.Status == 200).ShouldBe(1);
        // As people type it.
        var typed = Uri.EscapeDataString(recovery[1].Replace('-', ' ').ToLowerInvariant());
        (await ada.SignIn($"&totp={typed}")).Status.ShouldBe(200);
        (await ada.SignIn($"&totp={recovery[1]}")).Status.ShouldBe(400);
        await using var db = app.App.Db();
        (await db.RecoveryCodes.CountAsync()).ShouldBe(8);
        (await db.JournalEntries.CountAsync(line => line.Member == "RecoveryCodesLeft")).ShouldBe(
            2
        );

        // New ones take the place of all that are left.
        app.Clock.Advance(TimeSpan.FromSeconds(60));
        using var client = Signed(app, await ada.SignIn($"&totp={recovery[2]}"));
        var renewed = await client.Posts(
            $"{Door}/recoverycodes",
            $$"""{"Password":"{{SignedIn.Password}}","Code":"{{Now(app, seed)}}"}"""
        );
        renewed.Status.ShouldBe(200, renewed.Raw);
        (await ada.SignIn($"&totp={recovery[3]}")).Status.ShouldBe(400);
        var fresh = renewed["Value"]!["RecoveryCodes"]![0]!.GetValue<string>();
        (await ada.SignIn($"&totp={fresh}")).Status.ShouldBe(200);
    }
}
