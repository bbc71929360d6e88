using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.People;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>The shipped server, one for each database, whose passwords cost little: who is let in is under test, not the hash.</summary>
internal static class Gates
{
    private static readonly Lazy<Task<VestibuleApp>> Sqlite = new(() =>
        Start(DatabaseProvider.Sqlite)
    );
    private static readonly Lazy<Task<VestibuleApp>> Postgres = new(() =>
        Start(DatabaseProvider.Postgres)
    );

    public static async Task<World> World(DatabaseProvider provider)
    {
        SkipWithout(provider);
        return new World(
            await (provider is DatabaseProvider.Sqlite ? Sqlite.Value : Postgres.Value)
        );
    }

    /// <summary>Stops those that were started, so that the process ends at once.</summary>
    public static async Task Stop()
    {
        foreach (var app in new[] { Sqlite, Postgres }.Where(app => app.IsValueCreated))
        {
            await (await app.Value).DisposeAsync();
        }
    }

    public static void SkipWithout(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }
    }

    public static void Cheap(IServiceCollection services) =>
        services.PostConfigure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1_000);

    private static Task<VestibuleApp> Start(DatabaseProvider provider) =>
        VestibuleApp.Start(provider, Cheap);
}

/// <summary>Somebody with a password, and the ways to sign in with it.</summary>
internal sealed record SignedIn(World World, User User)
{
    public const string Password = "a long enough password";

    public static async Task<SignedIn> New(
        World world,
        bool isAdmin,
        IReadOnlyList<Business> businesses,
        params IReadOnlyList<string> roles
    )
    {
        var user = await world.User(isAdmin, businesses, roles);
        var hash = world
            .App.Services.GetRequiredService<IPasswordHasher<User>>()
            .HashPassword(user, Password);
        var signedIn = new SignedIn(world, user);
        await signedIn.Change(users =>
            users.ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, hash))
        );
        return signedIn;
    }

    public string ByPassword => Basic($"{User.Email}:{Password}");

    /// <summary>Changes the row of this user and lets the server see it.</summary>
    public async Task Change(Func<IQueryable<User>, Task> change)
    {
        await using var db = World.App.Db();
        await change(db.Users.Where(u => u.Id == User.Id));
        await db.AccessVersions.ExecuteUpdateAsync(set =>
            set.SetProperty(row => row.Version, row => row.Version + 1)
        );
        await World.App.Services.GetRequiredService<AccessFacts>().Refresh();
    }

    public Task<Answer> SignIn(string more = "", params (string Name, string Value)[] headers) =>
        Token(
            $"grant_type=password&username={User.Email}&password={Uri.EscapeDataString(Password)}{more}",
            headers
        );

    public Task<Answer> Refresh(
        string token,
        string more = "",
        params (string Name, string Value)[] headers
    ) => Token($"grant_type=refresh_token&refresh_token={token}{more}", headers);

    public Task<Answer> Token(string form, params (string Name, string Value)[] headers) =>
        World.App.Token(form, headers);

    public async Task<string> Bearer() => $"Bearer {(await SignIn()).Said("access_token")}";

    public static string Basic(string credentials) =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}";
}

internal static class TokenSpeech
{
    public const string Form = "application/x-www-form-urlencoded";

    public static Task<Answer> Token(
        this VestibuleApp app,
        string form,
        params (string Name, string Value)[] headers
    ) => app.Says(HttpMethod.Post, "/api/token", form, Form, headers);

    /// <summary>One request with these headers and nothing else.</summary>
    public static async Task<Answer> Says(
        this VestibuleApp app,
        HttpMethod method,
        string path,
        string? body,
        string? contentType,
        params (string Name, string Value)[] headers
    )
    {
        using var client = app.Anonymous();
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = contentType is null
                ? null
                : new MediaTypeHeaderValue(contentType);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            (int)response.StatusCode,
            response.Headers,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    /// <summary>The status of a GET with this <c>Authorization</c>.</summary>
    public static async Task<int> Knocks(
        this VestibuleApp app,
        string authorization,
        string path = "/api/auth/me"
    ) =>
        (await app.Says(HttpMethod.Get, path, null, null, ("Authorization", authorization))).Status;

    public static string Said(this Answer answer, string member)
    {
        answer.Status.ShouldBe(200, answer.Raw);
        return answer[member]!.GetValue<string>();
    }
}
