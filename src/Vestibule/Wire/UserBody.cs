using Vestibule.Access;

namespace Vestibule.Wire;

/// <summary>
/// The body of creating or updating a user. A member left out is cleared, except what decides who may sign in and do
/// what (switches, locations, roles): leaving something out must neither lock somebody out nor let somebody in.
/// </summary>
public static class UserBody
{
    /// <summary>The user as it is wanted, or null and why not.</summary>
    public static UserRequest? Read(Body body, User? stored, out IReadOnlyList<FieldError> errors)
    {
        var read = new Reading(body);
        var asked = new UserRequest
        {
            FullName = read.RequiredText("FullName"),
            Email = read.RequiredEmail("Email"),
            Language = read.Enum<Language>("Language") ?? Language.EnglishUS,
            PreferredLanguageId = read.OptionalId("PreferredLanguageId"),
            NewPassword = read.Text("NewPassword", PasswordRules.Longest),
            Active = read.Flag("Active") ?? stored?.Active,
            IsAdmin = read.Flag("IsAdmin") ?? stored?.IsAdmin,
            APIAccess = read.Flag("APIAccess") ?? stored?.APIAccess,
            Validated = read.Flag("Validated") ?? stored?.Validated,
            MustResetPassword = read.Flag("MustResetPassword") ?? stored?.MustResetPassword,
            DefaultBusinessId = read.OptionalId("DefaultBusinessId"),
            OnIdentityCheckUpdate = read.Flag("OnIdentityCheckUpdate") ?? false,
            OnVirtualOfficeTariffChange = read.Flag("OnVirtualOfficeTariffChange") ?? false,
            Businesses = read.Ids("Businesses"),
            UserRoles = read.Ids("UserRoles"),
            AddedUserRoles = read.Ids("AddedUserRoles") ?? [],
            RemovedUserRoles = read.Ids("RemovedUserRoles") ?? [],
            SystemId = read.Text("SystemId", Reading.LongestName),
            CustomFields = read.Custom(),
        };
        Guard(read, asked);
        Avatars.Refuse(read);
        // What was tried as a password is not said back.
        errors =
        [
            .. read.Errors.Select(error =>
                error.Property == "NewPassword" ? error with { Attempted = null } : error
            ),
        ];
        return read.Failed ? null : asked;
    }

    private static void Guard(Reading read, UserRequest asked)
    {
        if (
            asked.NewPassword is { } password
            && PasswordRules.Objection(password, asked.Email, asked.FullName) is { } why
        )
        {
            read.Refuse("NewPassword", why);
        }
    }
}
