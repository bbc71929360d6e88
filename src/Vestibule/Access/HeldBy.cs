using System.Collections.Frozen;

namespace Vestibule.Access;

/// <summary>What a user holds at a moment, worked out from its rows.</summary>
internal static class HeldBy
{
    /// <param name="user">With its locations and roles loaded.</param>
    /// <param name="at">What has ended before counts no more.</param>
    public static Grants User(User user, DateTimeOffset at)
    {
        var held = user.UserRoles.Where(one => one.EndsOn is null || one.EndsOn > at).ToList();
        return new Grants(
            user.Id,
            user.UniqueId,
            user.Email ?? "",
            IsFull: user is { IsAdmin: true, Businesses.Count: 0 },
            user.Businesses.Select(one => one.BusinessId).ToFrozenSet(),
            held.SelectMany(one => one.UserRole!.Roles)
                .ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            held.Min(one => one.EndsOn)
        );
    }
}
