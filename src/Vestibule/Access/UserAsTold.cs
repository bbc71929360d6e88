namespace Vestibule.Access;

/// <summary>What the journal may say of a user: never a secret of sign-in, and its lists in one text each.</summary>
public sealed record UserAsTold : Record
{
    public required string FullName { get; init; }
    public required string? Email { get; init; }
    public required Language Language { get; init; }
    public required long? PreferredLanguageId { get; init; }
    public required bool Active { get; init; }
    public required bool IsAdmin { get; init; }
    public required bool APIAccess { get; init; }
    public required bool Validated { get; init; }
    public required bool MustResetPassword { get; init; }
    public required bool TwoFactorEnabled { get; init; }
    public required long? DefaultBusinessId { get; init; }
    public required bool OnIdentityCheckUpdate { get; init; }
    public required bool OnVirtualOfficeTariffChange { get; init; }
    public required string Businesses { get; init; }
    public required string UserRoles { get; init; }

    /// <summary>That there is one, or that it was replaced; nothing about it.</summary>
    public required string? Password { get; init; }

    public static UserAsTold Of(User user, bool withNewPassword = false) =>
        new()
        {
            Id = user.Id,
            UniqueId = user.UniqueId,
            FullName = user.FullName,
            Email = user.Email,
            Language = user.Language,
            PreferredLanguageId = user.PreferredLanguageId,
            Active = user.Active,
            IsAdmin = user.IsAdmin,
            APIAccess = user.APIAccess,
            Validated = user.Validated,
            MustResetPassword = user.MustResetPassword,
            TwoFactorEnabled = user.TwoFactorEnabled,
            DefaultBusinessId = user.DefaultBusinessId,
            OnIdentityCheckUpdate = user.OnIdentityCheckUpdate,
            OnVirtualOfficeTariffChange = user.OnVirtualOfficeTariffChange,
            Businesses = string.Join(',', user.Businesses.Select(held => held.BusinessId).Order()),
            UserRoles = string.Join(
                ',',
                user.UserRoles.OrderBy(held => held.UserRoleId).Select(Told)
            ),
            Password =
                withNewPassword ? "replaced"
                : user.PasswordHash is null ? null
                : "set",
            SystemId = user.SystemId,
            CustomFields = user.CustomFields,
        };

    private static string Told(UserRoleMembership held) =>
        held.EndsOn is { } end
            ? $"{held.UserRoleId} until {end:yyyy-MM-dd'T'HH:mm:ss'Z'}"
            : $"{held.UserRoleId}";
}
