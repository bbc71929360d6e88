using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Security;

/// <summary>Accounts as they come into being and age.</summary>
public sealed class AccountTests
{
    private const string Users = "/api/sys/users";

    [Fact]
    public async Task AFreshServerKnowsOneUserAndNoUsualPassword()
    {
        await using var app = await VestibuleApp.Start(
            DatabaseProvider.Sqlite,
            null,
            ("Vestibule:Admin:Password", ""),
            ("Vestibule:Admin:Email", "")
        );
        await using var db = app.Db();
        (await db.Users.CountAsync()).ShouldBe(1);
        (await db.ApiKeys.CountAsync()).ShouldBe(0);
        foreach (var name in new[] { "admin", "root", "admin@example.com" })
        foreach (var password in new[] { "admin", "password" })
            (await Status(app, name, password)).ShouldBe(401, $"{name}:{password}");
    }

    [Fact]
    public async Task APasswordOfAnyMakeIsTakenAndComparedAsItIs()
    {
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite);
        using var admin = await new World(app).Administrator();
        foreach (
            var password in new[]
            {
                "  Leading and trailing  ",
                "päßwörtér ☂ 密码 пароль",
                "730294615833a7",
                "64 characters and more are welcome, since long sentences are remembered better",
            }
        )
        {
            var email = $"{Guid.NewGuid():N}@example.com";
            var made = await admin.Posts(
                Users,
                $$"""{"FullName":"Somebody","Email":"{{email}}","NewPassword":{{JsonSerializer.Serialize(password)}},"IsAdmin":true,"Active":true,"APIAccess":true}"""
            );
            made.Status.ShouldBe(200, made.Raw);
            (await Status(app, email, password)).ShouldBe(200, password);
            (await Status(app, email, password.ToUpperInvariant())).ShouldBe(401, password);
            (await Status(app, email, password + " ")).ShouldBe(401, password);
            (await Status(app, email, password[..^1])).ShouldBe(401, password);
        }
    }

    [Fact]
    public async Task AnOldPasswordIsAsGoodAsANewOne()
    {
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite);
        await using var db = app.Db();
        var longAgo = new DateTimeOffset(2009, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await db.Users.ExecuteUpdateAsync(set =>
            set.SetProperty(user => user.CreatedOn, longAgo)
                .SetProperty(user => user.UpdatedOn, longAgo)
        );
        (await Status(app, VestibuleApp.AdminEmail, VestibuleApp.AdminPassword)).ShouldBe(200);
    }

    [Fact]
    public async Task NobodyIsAskedForHintsOrSecretAnswers()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        await using var db = world.App.Db();
        db.Model.GetEntityTypes()
            .SelectMany(type => type.GetProperties())
            .Select(property => property.Name)
            .Where(name =>
                name.Contains("Question", StringComparison.OrdinalIgnoreCase)
                || name.Contains("Hint", StringComparison.OrdinalIgnoreCase)
                || name.Contains("SecretAnswer", StringComparison.OrdinalIgnoreCase)
            )
            .ShouldBeEmpty();
    }

    private static async Task<int> Status(VestibuleApp app, string name, string password)
    {
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}"))
        );
        return (await client.Gets("/api/sys/users/me")).Status;
    }
}
