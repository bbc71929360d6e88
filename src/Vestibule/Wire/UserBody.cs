using Vestibule.Access;

namespace Vestibule.Wire;

/// <summary>
/// The body of creating or updating a user. A member left out is cleared, except what decides who may sign in and do
/// what (switches, locations, roles): leaving something out must neither lock somebody out nor let somebody in.
/// </summary>
public static class UserBody
{
    public const int ShortestPassword = 12;
    public const int LongestPassword = 1024;

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
            NewPassword = read.Text("NewPassword", LongestPassword),
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

    // NIST SP 800-63B section 3.1.1.2: length is what counts, composition is not asked for.
    private static void Guard(Reading read, UserRequest asked)
    {
        if (asked.NewPassword is not { } password)
        {
            return;
        }

        if (password.Length < ShortestPassword)
        {
            read.Refuse("NewPassword", $"is shorter than {ShortestPassword} characters");
        }
        else if (
            password.Equals(asked.Email, StringComparison.OrdinalIgnoreCase)
            || password.Distinct().Count() < 4
        )
        {
            read.Refuse("NewPassword", "is too easy to guess");
        }
    }
}
