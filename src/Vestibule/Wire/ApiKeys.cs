using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using static Vestibule.Wire.WireTypes;

namespace Vestibule.Wire;

/// <summary>API keys as the API shows them: never the secret, nor its digest. Users see the keys that act for them.</summary>
public static class ApiKeys
{
    public static readonly Resource<ApiKey> Resource = new Resource<ApiKey>(
        Entities.ApiKey,
        "/api/vestibule/apikeys"
    )
    {
        Rows = db => db.ApiKeys.Include(k => k.User),
        OwnedBy = user => key => key.UserId == user,
    }
        .Own("KeyId", k => k.KeyId, Text)
        .Own("Name", k => k.Name, Text)
        .Own("UserId", k => k.UserId, Id)
        .Expanded("UserEmail", "User_Email", k => k.User!.Email, Text)
        .Own("ExpiresOn", k => k.ExpiresOn, At.OrNull())
        .Own("RevokedOn", k => k.RevokedOn, At.OrNull())
        .Own("LastUsedOn", k => k.LastUsedOn, At.OrNull())
        .Written("Roles", (json, k) => json.WriteTextsOrNull(k.Roles), "array")
        .Written("Businesses", (json, k) => json.WriteIdsOrNull(k.Businesses), "array")
        .System(k => k.Name);
}
