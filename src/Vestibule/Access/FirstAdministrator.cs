using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Hosting;
using Vestibule.Journal;

namespace Vestibule.Access;

/// <summary>
/// Makes the first user of an empty server: a full unrestricted administrator who may use the API. Does nothing where
/// there is any user; of two instances starting at once, one makes it.
/// </summary>
public sealed class FirstAdministrator(
    AccessTurn access,
    Writer writer,
    Book book,
    IPasswordHasher<User> hasher,
    ILookupNormalizer normalizer,
    AdminSettings settings,
    TimeProvider clock
)
{
    private static readonly Actor Itself = new(ActorKind.Clock, null, "Vestibule", "System", null);

    /// <returns>Its e-mail when it was made just now, and its password when that was made up here.</returns>
    public async Task<(string? Email, string? PasswordOnce)> Run(CancellationToken cancelled)
    {
        var made = settings.Password is null
            ? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18))
            : null;
        var saved = await access.Take<User>(
            async (db, raise) =>
                await db.Users.AnyAsync(cancelled)
                    ? new Saved<User>.Refused([])
                    : await Write(New(settings.Password ?? made!), raise, cancelled),
            cancelled
        );
        return saved switch
        {
            Saved<User>.Done => (settings.Email, made),
            Saved<User>.Refused => (null, null),
            _ => throw new InvalidOperationException(
                "The first administrator could not be written."
            ),
        };
    }

    private async Task<Saved<User>> Write(User user, Step raise, CancellationToken cancelled)
    {
        var line = await book.Created(
            UserAsTold.Of(user),
            new Telling(Itself, user.CreatedOn, 0, Entities.User),
            cancelled
        );
        return Saved<User>.From(
            await writer.Write(
                new Deed(0, [raise, new Step.Insert(user)], [line with { About = user }]),
                cancelled
            ),
            user
        );
    }

    private User New(string password)
    {
        var at = clock.Now();
        var user = new User
        {
            FullName = "Administrator",
            Email = settings.Email,
            UserName = settings.Email,
            NormalizedEmail = normalizer.NormalizeEmail(settings.Email),
            NormalizedUserName = normalizer.NormalizeName(settings.Email),
            EmailConfirmed = true,
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            IsAdmin = true,
            APIAccess = true,
            CreatedOn = at,
            UpdatedOn = at,
            UpdatedBy = Itself.Name,
        };
        user.PasswordHash = hasher.HashPassword(user, password);
        return user;
    }
}
