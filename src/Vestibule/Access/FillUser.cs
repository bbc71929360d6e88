using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;

namespace Vestibule.Access;

/// <summary>Puts what is wanted into a user: members, locations, roles, and what Identity derives from them.</summary>
public sealed class FillUser(SlowHash slow, ILookupNormalizer names)
{
    private const string NotFound = "was not found";

    /// <summary>
    /// The same with its password hashed, before the turn: a slow hash inside would keep every other change of access
    /// waiting. Null when too many wait for it.
    /// </summary>
    public async Task<UserRequest?> Hashed(UserRequest asked, CancellationToken cancelled) =>
        asked.NewPassword is not { } password ? asked
        : await slow.Make(new User(), password, cancelled) is { } hash
            ? asked with
            {
                NewPasswordHash = hash,
            }
        : null;

    /// <summary>Fills <paramref name="user"/> and tells which of the things named do not exist.</summary>
    public async Task<List<Objection>> From(
        UserRequest request,
        User user,
        VestibuleDb db,
        CancellationToken cancelled
    )
    {
        var stood = Keys(user);
        Members(request, user);
        var objections = new List<Objection>();
        await Locations(request, user, db, objections, cancelled);
        await Roles(request, user, db, objections, cancelled);
        if (user.DefaultBusinessId is { } usual && !await IsTheirs(user, usual, db, cancelled))
        {
            objections.Add(
                new Objection(nameof(User.DefaultBusinessId), "is not one of the user's locations")
            );
        }

        user.PasswordHash = request.NewPasswordHash ?? user.PasswordHash;

        // Another stamp ends what was signed in with the old one; another concurrency stamp makes Identity's own
        // saves of the old row miss.
        if (user.SecurityStamp is null || Keys(user) != stood)
        {
            user.SecurityStamp = Guid.NewGuid().ToString("N");
        }

        user.ConcurrencyStamp = Guid.NewGuid().ToString();
        return objections;
    }

    private void Members(UserRequest request, User user)
    {
        user.FullName = request.FullName;
        user.Email = request.Email;
        user.UserName = request.Email;
        user.NormalizedEmail = names.NormalizeEmail(request.Email);
        user.NormalizedUserName = names.NormalizeName(request.Email);
        user.Language = request.Language;
        user.PreferredLanguageId = request.PreferredLanguageId;
        user.Active = request.Active ?? user.Active;
        user.IsAdmin = request.IsAdmin ?? user.IsAdmin;
        user.APIAccess = request.APIAccess ?? user.APIAccess;
        user.Validated = request.Validated ?? user.Validated;
        user.MustResetPassword = request.MustResetPassword ?? user.MustResetPassword;
        user.DefaultBusinessId = request.DefaultBusinessId;
        user.OnIdentityCheckUpdate = request.OnIdentityCheckUpdate;
        user.OnVirtualOfficeTariffChange = request.OnVirtualOfficeTariffChange;
        user.SystemId = request.SystemId;
        user.CustomFields = request.CustomFields;
    }

    private static async Task Locations(
        UserRequest request,
        User user,
        VestibuleDb db,
        List<Objection> objections,
        CancellationToken cancelled
    )
    {
        if (request.Businesses is not { } asked)
        {
            return;
        }

        var wanted = asked.Distinct().ToList();
        if (await db.Businesses.CountAsync(b => wanted.Contains(b.Id), cancelled) != wanted.Count)
        {
            objections.Add(new Objection(nameof(User.Businesses), NotFound));
        }

        user.Businesses.Clear();
        user.Businesses.AddRange(
            wanted.Order().Select(id => new UserBusiness { UserId = user.Id, BusinessId = id })
        );
    }

    private static async Task Roles(
        UserRequest request,
        User user,
        VestibuleDb db,
        List<Objection> objections,
        CancellationToken cancelled
    )
    {
        var wanted = (request.UserRoles ?? [.. user.UserRoles.Select(held => held.UserRoleId)])
            .Union(request.AddedUserRoles)
            .Except(request.RemovedUserRoles)
            .ToList();
        var found = await db
            .UserRoles.AsNoTracking()
            .Where(r => wanted.Contains(r.Id))
            .ToListAsync(cancelled);
        if (found.Count != wanted.Count)
        {
            objections.Add(new Objection(nameof(User.UserRoles), NotFound));
        }

        // What is held until a date stays held until that date.
        var ends = user.UserRoles.ToDictionary(held => held.UserRoleId, held => held.EndsOn);
        user.UserRoles.Clear();
        user.UserRoles.AddRange(
            found
                .OrderBy(role => role.Id)
                .Select(role => new UserRoleMembership
                {
                    UserId = user.Id,
                    UserRoleId = role.Id,
                    UserRole = role,
                    EndsOn = ends.GetValueOrDefault(role.Id),
                })
        );
    }

    private static async Task<bool> IsTheirs(
        User user,
        long business,
        VestibuleDb db,
        CancellationToken cancelled
    ) =>
        user.Businesses.Count > 0
            ? user.Businesses.Exists(held => held.BusinessId == business)
            : await db.Businesses.AnyAsync(b => b.Id == business, cancelled);

    /// <summary>What a sign-in rests on; another value of it is another sign-in.</summary>
    private static string Keys(User user) =>
        string.Join(
            '|',
            user.PasswordHash,
            user.NormalizedEmail,
            user.Active,
            user.IsAdmin,
            user.APIAccess,
            string.Join(',', user.Businesses.Select(held => held.BusinessId).Order()),
            string.Join(',', user.UserRoles.Select(held => held.UserRoleId).Order())
        );
}
