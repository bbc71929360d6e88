using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using static Vestibule.Wire.WireTypes;

namespace Vestibule.Wire;

/// <summary>
/// Users as the API shows them. Who holds some locations sees the users that hold none but those; secrets of sign-in
/// always read null.
/// </summary>
public static class Users
{
    public static readonly Resource<User> Resource = new Resource<User>(
        Entities.User,
        "/api/sys/users"
    )
    {
        Rows = db =>
            db.Users.Include(u => u.Businesses)
                .Include(u => u.UserRoles)
                    .ThenInclude(held => held.UserRole)
                .AsSplitQuery(),
        SeenBy = businesses =>
            user =>
                user.Businesses.Any()
                && user.Businesses.All(held => businesses.Contains(held.BusinessId)),
    }
        .Own("FullName", u => u.FullName, Text)
        .Own("Email", u => u.Email, Text)
        .Own("Language", u => u.Language, Number<Language>())
        .Own("PreferredLanguageId", u => u.PreferredLanguageId, Id.OrNull())
        .Fixed("NewPassword", "null", "string")
        .Fixed("AvatarFileName", "null", "string")
        .Fixed("NewAvatarUrl", "null", "string")
        .Fixed("ClearAvatarFile", "null", "boolean")
        .Own("Active", u => u.Active, Flag)
        .Own("IsAdmin", u => u.IsAdmin, Flag)
        .Own("APIAccess", u => u.APIAccess, Flag)
        .Own("Validated", u => u.Validated, Flag)
        .Own("MustResetPassword", u => u.MustResetPassword, Flag)
        .Own("LastAccess", u => u.LastAccess, At.OrNull())
        .Own("TwoFactorEnabled", u => u.TwoFactorEnabled, Flag)
        .Own("InvalidLoginAttempts", u => (long)u.AccessFailedCount, Id)
        .Own("LastLoginAttempt", u => u.LastLoginAttempt, At.OrNull())
        .Own("DefaultBusinessId", u => u.DefaultBusinessId, Id.OrNull())
        .Written(
            "Businesses",
            (json, u) => json.WriteIds(u.Businesses.Select(held => held.BusinessId).Order()),
            "array"
        )
        .Written(
            "UserRoles",
            (json, u) => json.WriteIds(u.UserRoles.Select(held => held.UserRoleId).Order()),
            "array"
        )
        .Fixed("AddedUserRoles", "null", "array")
        .Fixed("RemovedUserRoles", "null", "array")
        .Own("OnIdentityCheckUpdate", u => u.OnIdentityCheckUpdate, Flag)
        .Own("OnVirtualOfficeTariffChange", u => u.OnVirtualOfficeTariffChange, Flag)
        .Fixed("AccessToken", "null", "string")
        .Fixed("Password", "null", "string")
        .Fixed("PasswordSalt", "null", "string")
        .Fixed("TwoFactorSecret", "null", "string")
        .Fixed("EmailCallBackGuid", "null", "string")
        .Fixed("ApplicationId", "null", "string")
        .Fixed("Devices", "null", "array")
        .Fixed("ChatRooms", "null", "array")
        .System(u => u.FullName);
}
