namespace Vestibule.Access;

/// <summary>A user as somebody wants it to be. Null lists and switches leave things as they are.</summary>
public sealed record UserRequest
{
    public required string FullName { get; init; }
    public required string Email { get; init; }
    public required Language Language { get; init; }
    public long? PreferredLanguageId { get; init; }

    /// <summary>A password to set; goes nowhere but into the hasher.</summary>
    public string? NewPassword { get; init; }

    /// <summary>Made of <see cref="NewPassword"/> before the change is judged.</summary>
    public string? NewPasswordHash { get; init; }
    public bool? Active { get; init; }
    public bool? IsAdmin { get; init; }
    public bool? APIAccess { get; init; }
    public bool? Validated { get; init; }
    public bool? MustResetPassword { get; init; }
    public long? DefaultBusinessId { get; init; }
    public bool OnIdentityCheckUpdate { get; init; }
    public bool OnVirtualOfficeTariffChange { get; init; }
    public IReadOnlyList<long>? Businesses { get; init; }
    public IReadOnlyList<long>? UserRoles { get; init; }
    public IReadOnlyList<long> AddedUserRoles { get; init; } = [];
    public IReadOnlyList<long> RemovedUserRoles { get; init; } = [];
    public string? SystemId { get; init; }
    public string? CustomFields { get; init; }

    // Records print themselves; this one must not print the password.
    public override string ToString() => nameof(UserRequest);
}
