using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.People;

namespace Vestibule.Tests.Harness;

/// <summary>
/// A small believable world inside a running server: locations, coworkers, and people who may do this or that. Every
/// test makes its own, so that many can share one server.
/// </summary>
public sealed class World(VestibuleApp app)
{
    private static int made;

    public VestibuleApp App => app;

    public async Task<Business> Business(string name = "Main Street Hub")
    {
        var business = new Business
        {
            Name = name,
            CreatedOn = Now,
            UpdatedOn = Now,
            UpdatedBy = "world",
        };
        await using var db = app.Db();
        db.Add(business);
        await db.SaveChangesAsync();
        return business;
    }

    /// <param name="others">Further locations it belongs to.</param>
    public async Task<Coworker> Coworker(
        Business business,
        string name = "Jane Roe",
        params Business[] others
    )
    {
        var coworker = new Coworker
        {
            FullName = name,
            InvoicingBusinessId = business.Id,
            CreatedOn = Now,
            UpdatedOn = Now,
            UpdatedBy = "world",
        };
        await using var db = app.Db();
        db.Add(coworker);
        await db.SaveChangesAsync();
        db.AddRange(
            others.Select(other => new CoworkerBusiness
            {
                CoworkerId = coworker.Id,
                BusinessId = other.Id,
            })
        );
        await db.SaveChangesAsync();
        return coworker;
    }

    /// <summary>A full unrestricted administrator.</summary>
    public Task<HttpClient> Administrator() => Client(isAdmin: true, [], []);

    /// <summary>Somebody holding these locations and permissions.</summary>
    public Task<HttpClient> Operator(Business business, params string[] roles) =>
        Client(isAdmin: false, [business], roles);

    /// <summary>Somebody with an API key of its own, sent as HTTP Basic.</summary>
    public async Task<HttpClient> Client(
        bool isAdmin,
        IReadOnlyList<Business> businesses,
        IReadOnlyList<string> roles
    )
    {
        var user = await User(isAdmin, businesses, roles);
        var secret = await Key(user);
        var client = app.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))
        );
        return client;
    }

    /// <summary>A user without a password.</summary>
    public async Task<User> User(
        bool isAdmin,
        IReadOnlyList<Business> businesses,
        IReadOnlyList<string> roles
    )
    {
        var email = $"user{Interlocked.Increment(ref made)}-{Guid.NewGuid():N}@example.com";
        var user = new User
        {
            FullName = "Somebody",
            Email = email,
            UserName = email,
            NormalizedEmail = email.ToUpperInvariant(),
            NormalizedUserName = email.ToUpperInvariant(),
            SecurityStamp = Guid.NewGuid().ToString("N"),
            IsAdmin = isAdmin,
            APIAccess = true,
            CreatedOn = Now,
            UpdatedOn = Now,
        };
        await using var db = app.Db();
        db.Add(user);
        await db.SaveChangesAsync();
        db.AddRange(
            businesses.Select(business => new UserBusiness
            {
                UserId = user.Id,
                BusinessId = business.Id,
            })
        );
        if (roles.Count > 0)
        {
            var role = new UserRole
            {
                Name = "Role",
                BusinessId = businesses.Count > 0 ? businesses[0].Id : (await Business()).Id,
                RoleNames = string.Join('\n', roles.Order(StringComparer.Ordinal)),
                CreatedOn = Now,
                UpdatedOn = Now,
            };
            db.Add(role);
            await db.SaveChangesAsync();
            db.Add(new UserRoleMembership { UserId = user.Id, UserRoleId = role.Id });
        }

        await db.SaveChangesAsync();
        await Changed(db);
        return user;
    }

    /// <summary><c>id:secret</c> of a new key of this user.</summary>
    public async Task<string> Key(User user)
    {
        var (id, secret) = ($"vk_{Guid.NewGuid():N}", $"vks_{Guid.NewGuid():N}{Guid.NewGuid():N}");
        await using var db = app.Db();
        db.Add(
            new ApiKey
            {
                KeyId = id,
                Name = "test",
                UserId = user.Id,
                SecretSha256 = SHA256.HashData(Encoding.UTF8.GetBytes(secret)),
                CreatedOn = Now,
                UpdatedOn = Now,
            }
        );
        await db.SaveChangesAsync();
        await Changed(db);
        return $"{id}:{secret}";
    }

    private DateTimeOffset Now => app.Services.GetRequiredService<TimeProvider>().Now();

    private async Task Changed(VestibuleDb db)
    {
        await db.AccessVersions.ExecuteUpdateAsync(set =>
            set.SetProperty(row => row.Version, row => row.Version + 1)
        );
        await app.Services.GetRequiredService<AccessFacts>().Refresh();
    }
}
