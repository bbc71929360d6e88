using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using static Vestibule.Wire.WireTypes;

namespace Vestibule.Wire;

/// <summary>Groups of permissions as the API shows them.</summary>
public static class UserRoles
{
    public static readonly Resource<UserRole> Resource = new Resource<UserRole>(
        Entities.UserRole,
        "/api/security/userroles"
    )
    {
        Rows = db => db.UserRoles.Include(r => r.Business),
        SeenBy = businesses => role => businesses.Contains(role.BusinessId),
    }
        .Own("Name", r => r.Name, Text)
        .Own("BusinessId", r => r.BusinessId, Id)
        .Expanded("BusinessName", "Business_Name", r => r.Business!.Name, Text)
        .Written("Roles", (json, r) => json.WriteTexts(r.Roles), "array")
        .System(r => r.Name);
}
