using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Journal;
using Vestibule.People;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Access;

/// <summary>The gate alone, listening on a free loopback port over a database of its own.</summary>
internal sealed class AccessHost : IAsyncDisposable
{
    public const string Password = "a long enough password";
    private static readonly DateTimeOffset Start0 = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    private static readonly string MasterKey = MasterKeys.NewText();

    private readonly WebApplication server;
    private readonly DatabaseProvider provider;
    private readonly string connectionString;

    private AccessHost(
        WebApplication server,
        DatabaseProvider provider,
        string connectionString,
        FakeTimeProvider clock
    )
    {
        this.server = server;
        (this.provider, this.connectionString, Clock) = (provider, connectionString, clock);
        Http = new HttpClient { BaseAddress = new Uri(server.Urls.Single()) };
    }

    public FakeTimeProvider Clock { get; }
    public HttpClient Http { get; }
    public IServiceProvider Services => server.Services;
    public SlowHash SlowHash => Services.GetRequiredService<SlowHash>();

    /// <param name="sibling">Another host whose database this one shares: a second instance, or the same after a restart.</param>
    /// <param name="on">A database to open on; else a fresh one on SQLite.</param>
    public static async Task<AccessHost> Open(
        AccessHost? sibling = null,
        int missingRole = 401,
        TestDatabase? on = null
    )
    {
        var where = sibling?.provider ?? on?.Provider ?? DatabaseProvider.Sqlite;
        var connection =
            sibling?.connectionString ?? on?.ConnectionString ?? await TestDatabases.Fresh(where);
        var clock = sibling?.Clock ?? new FakeTimeProvider(Start0);
        var app = Build(where, connection, clock, missingRole);
        await app.StartAsync();
        return new AccessHost(app, where, connection, clock);
    }

    private static WebApplication Build(
        DatabaseProvider where,
        string connection,
        FakeTimeProvider clock,
        int missingRole
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(
            new ApiSettings(
                missingRole,
                CreateValue.Record,
                new RateLimitSettings(false, 1, 1, 429)
            )
        );
        builder.Services.AddSingleton(new JournalKey(new byte[32]));
        builder.Services.AddVestibuleDatabase(where, connection);
        builder.Services.AddSingleton(MasterKeys.Parse(MasterKey));
        builder.Services.AddSingleton<Func<DbContext>>(s =>
            s.GetRequiredService<IDbContextFactory<VestibuleDb>>().CreateDbContext
        );
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton<DurableFs>();
        builder.Services.AddSingleton(
            new CoworkerKeyOptions(
                Directory.CreateTempSubdirectory("vestibule-gate-").FullName,
                null
            )
        );
        builder.Services.AddSingleton<CoworkerKeyStore>();
        builder.Services.AddAccess();
        // The gate is under test, not the hash; one test looks at the real count.
        builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1_000);
        var app = builder.Build();
        app.Use(Tell);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapAccess();
        app.MapGet("/api/things", (Caller caller) => caller.Actor.ToString())
            .RequireRole("CoworkerIdentityCheck-List");
        app.MapPost("/api/things", (Thing thing) => thing.Name)
            .RequireRole("CoworkerIdentityCheck-Create");
        return app;
    }

    // A test stands at one address; this header puts it at another.
    public const string From = "X-Test-From";

    private static async Task Tell(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.TryGetValue(From, out var from))
            context.Connection.RemoteIpAddress = IPAddress.Parse(from.ToString());
        try
        {
            await next(context);
        }
        catch (Exception e) when (e is not BadHttpRequestException)
        {
            context.Response.StatusCode = 500;
            await context.Response.WriteAsync(e.ToString());
        }
    }

    /// <summary>An active user that may use the API, with these permissions at one location of its own.</summary>
    public async Task<User> AddUser(
        string email = "ada@example.com",
        string[]? roles = null,
        bool isFull = false,
        Action<User>? more = null
    )
    {
        var hasher = Services.GetRequiredService<IPasswordHasher<User>>();
        var user = new User
        {
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            FullName = "Ada Byron",
            APIAccess = true,
            IsAdmin = isFull,
            SecurityStamp = Guid.NewGuid().ToString(),
        };
        user.PasswordHash = hasher.HashPassword(user, Password);
        more?.Invoke(user);
        await Change(async db =>
        {
            db.Users.Add(user);
            await db.SaveChangesAsync();
            if (isFull)
                return;
            var here = new Business { Name = $"Place of {email}" };
            db.Businesses.Add(here);
            await db.SaveChangesAsync();
            var role = new UserRole
            {
                Name = "Some",
                BusinessId = here.Id,
                RoleNames = string.Join('\n', roles ?? []),
            };
            db.UserRoles.Add(role);
            await db.SaveChangesAsync();
            db.Add(new UserBusiness { UserId = user.Id, BusinessId = here.Id });
            db.Add(new UserRoleMembership { UserId = user.Id, UserRoleId = role.Id });
        });
        return user;
    }

    /// <summary>What the worker does twice a second.</summary>
    public Task<bool> Look() => Services.GetRequiredService<AccessFacts>().Refresh();

    /// <summary>A key acting for the user; the secret is the second.</summary>
    public async Task<(ApiKey Key, string Secret)> AddKey(User user, DateTimeOffset? expires = null)
    {
        var secret = $"vks_{Guid.NewGuid():N}";
        var key = new ApiKey
        {
            KeyId = $"vk_{Guid.NewGuid():N}",
            SecretSha256 = SHA256.HashData(Encoding.UTF8.GetBytes(secret)),
            Name = "Nightly",
            UserId = user.Id,
            ExpiresOn = expires,
        };
        await Change(db =>
        {
            db.ApiKeys.Add(key);
            return Task.CompletedTask;
        });
        return (key, secret);
    }

    /// <summary>Changes rows as a deed would: the version of access goes up with them. Nothing is refreshed.</summary>
    public async Task Change(Func<VestibuleDb, Task> change)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<VestibuleDb>();
        await change(db);
        var version = await db.AccessVersions.SingleAsync();
        version.Version++;
        await db.SaveChangesAsync();
    }

    public async Task<T> Read<T>(Func<VestibuleDb, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<VestibuleDb>());
    }

    public async Task<(int Status, string Body)> Token(string form, string? clientId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/token");
        request.Content = new StringContent(
            form,
            new MediaTypeHeaderValue("application/x-www-form-urlencoded")
        );
        if (clientId is not null)
            request.Headers.Add("client_id", clientId);
        return await Send(request);
    }

    public Task<(int Status, string Body)> SignIn(
        string email = "ada@example.com",
        string more = "",
        string? clientId = null
    ) =>
        Token(
            $"grant_type=password&username={email}&password={Uri.EscapeDataString(Password)}{more}",
            clientId
        );

    public Task<(int Status, string Body)> Refresh(string token, string? clientId = null) =>
        Token($"grant_type=refresh_token&refresh_token={token}", clientId);

    public Task<(int Status, string Body)> Get(string path, string? authorization = null) =>
        Send(HttpMethod.Get, path, authorization);

    public async Task<(int Status, string Body)> Send(
        HttpMethod method,
        string path,
        string? authorization,
        HttpContent? content = null
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await Send(request);
    }

    public static string Member(string body, string name) =>
        JsonDocument.Parse(body).RootElement.GetProperty(name).GetString()!;

    public async Task<string> Bearer(string email = "ada@example.com") =>
        $"Bearer {Member((await SignIn(email)).Body, "access_token")}";

    public static string Basic(string user, string password) =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

    private async Task<(int Status, string Body)> Send(HttpRequestMessage request)
    {
        using var answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await server.DisposeAsync();
    }

    internal sealed record Thing(string Name);
}
