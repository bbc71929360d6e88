using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.AspNetCore.Identity;
using Vestibule.Journal;
using Vestibule.People;

namespace Vestibule.Access;

/// <summary>Interface languages as the vendor counts them.</summary>
public enum Language
{
    EnglishUS = 1,
    Spanish = 2,
    EnglishUK = 3,
}

/// <summary>
/// Somebody who signs in: an administrator of the network or of some locations, or a machine acting for one.
/// Password, lock-out and second factor are kept by ASP.NET Core Identity.
/// </summary>
public sealed class User : IdentityUser<long>, IRecord
{
    public Guid UniqueId { get; init; } = Guid.CreateVersion7();
    public DateTimeOffset CreatedOn { get; set; }
    public DateTimeOffset UpdatedOn { get; set; }
    public string? UpdatedBy { get; set; }
    public string? SystemId { get; set; }
    public string? CustomFields { get; set; }

    [NotJournaled]
    public int Version { get; set; } = 1;

    public string FullName { get; set; } = "";
    public Language Language { get; set; } = Language.EnglishUS;
    public long? PreferredLanguageId { get; set; }
    public bool Active { get; set; } = true;

    /// <summary>With no <see cref="Businesses"/> at all this makes a full unrestricted administrator.</summary>
    public bool IsAdmin { get; set; }

    /// <summary>May use the API, with a password or through keys; without it only pages let this user in.</summary>
    public bool APIAccess { get; set; }
    public bool Validated { get; set; } = true;
    public bool MustResetPassword { get; set; }

    /// <summary>To the minute, as what is written of it costs.</summary>
    [NotJournaled]
    public DateTimeOffset? LastAccess { get; set; }

    [NotJournaled]
    public DateTimeOffset? LastLoginAttempt { get; set; }
    public long? DefaultBusinessId { get; set; }
    public bool OnIdentityCheckUpdate { get; set; }
    public bool OnVirtualOfficeTariffChange { get; set; }

    /// <summary>The locations this user holds. None and not <see cref="IsAdmin"/>: sees nothing.</summary>
    public List<UserBusiness> Businesses { get; init; } = [];

    /// <summary>The groups of permissions this user holds; they add up and reach every location it holds.</summary>
    public List<UserRoleMembership> UserRoles { get; init; } = [];
}

/// <summary>This user holds that location.</summary>
public sealed record UserBusiness
{
    public required long UserId { get; init; }
    public required long BusinessId { get; init; }
    public Business? Business { get; init; }
}

/// <summary>This user holds that group of permissions.</summary>
public sealed record UserRoleMembership
{
    public required long UserId { get; init; }
    public required long UserRoleId { get; init; }
    public UserRole? UserRole { get; init; }

    /// <summary>From then on it gives nothing; null is never.</summary>
    public DateTimeOffset? EndsOn { get; init; }
}

/// <summary>A named group of permissions, kept by a location but valid across the network.</summary>
public sealed record UserRole : Record
{
    public required string Name { get; init; }
    public required long BusinessId { get; init; }
    public Business? Business { get; init; }

    /// <summary>Permission names such as <c>CoworkerIdentityCheck-Create</c>, one a line, sorted.</summary>
    public string RoleNames { get; init; } = "";

    [NotMapped]
    public IReadOnlyList<string> Roles =>
        RoleNames.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
