using static Vestibule.Wire.Description.Taken;

namespace Vestibule.Wire.Description;

/// <summary>What is said about users.</summary>
internal static class UserWords
{
    private const string Secret = "A secret of sign-in, or nothing: always null.";
    private const string Switch = " Left out it stays as it is.";

    public static readonly EntityWords All = new("User", Chapters.Access, "a user", "users")
    {
        OnUpdate =
            "The body replaces what can be written: a member left out is cleared, except what decides who may sign in and do what, which stays. "
            + "Nobody gives away more than they hold.",
        OnDelete = "What the user did stays in the journal under its name.",
        Members =
        [
            new("FullName", "Name of the user.", Always, "Ada Admin") { IsRequired = true },
            new("Email", "E-mail address: the name to sign in with.", Always, "ada@example.com")
            {
                IsRequired = true,
            },
            new("Language", "Language of the pages. Left out it is 1 EnglishUS.", Always, 1),
            new(
                "PreferredLanguageId",
                "A further language, by the caller's own numbering.",
                Always
            ),
            new(
                "NewPassword",
                "Sets the password: 12 characters or more, and none of those that are tried first. Reads as null.",
                Always
            ),
            new("AvatarFileName", "Always null: pictures of people are not kept."),
            new(
                "NewAvatarUrl",
                "Anything but null is refused: pictures of people are not kept. Reads as null.",
                Always
            ),
            new("ClearAvatarFile", "Without effect. Reads as null.", Always),
            new("Active", $"Whether the user may sign in at all.{Switch}", Always, true),
            new(
                "IsAdmin",
                $"With no location beside it: a full administrator, who may do everything everywhere.{Switch}",
                Always,
                false
            ),
            new(
                "APIAccess",
                $"Whether the user may use this API with a password.{Switch}",
                Always,
                true
            ),
            new(
                "Validated",
                $"Whether the e-mail address is known to be the user's.{Switch}",
                Always,
                true
            ),
            new(
                "MustResetPassword",
                $"Whether a new password is due before the next sign-in.{Switch}",
                Always,
                false
            ),
            new("LastAccess", "When the user last did something, to the minute."),
            new("TwoFactorEnabled", "Whether a second factor is asked for."),
            new("InvalidLoginAttempts", "Wrong passwords since the last right one."),
            new("LastLoginAttempt", "When somebody last tried to sign in."),
            new("DefaultBusinessId", "The location the user starts at.", Always),
            new(
                "Businesses",
                $"Numbers of the locations the user holds.{Switch}",
                Always,
                new[] { 1414915201L }
            )
            {
                ItemType = "integer",
            },
            new(
                "UserRoles",
                $"Numbers of the groups of permissions the user holds.{Switch}",
                Always,
                new[] { 12L }
            )
            {
                ItemType = "integer",
            },
            new("AddedUserRoles", "Groups to add to those held. Reads as null.", Always)
            {
                ItemType = "integer",
            },
            new("RemovedUserRoles", "Groups to take from those held. Reads as null.", Always)
            {
                ItemType = "integer",
            },
            new(
                "OnIdentityCheckUpdate",
                "Whether the user is written to when a check moves.",
                Always,
                false
            ),
            new(
                "OnVirtualOfficeTariffChange",
                "Kept for clients that send it; nothing here sends such news.",
                Always,
                false
            ),
            new("AccessToken", Secret),
            new("Password", Secret),
            new("PasswordSalt", Secret),
            new("TwoFactorSecret", Secret),
            new("EmailCallBackGuid", Secret),
            new("ApplicationId", Secret),
            new("Devices", "Always null."),
            new("ChatRooms", "Always null."),
            .. SystemWords.Written,
        ],
    };
}
