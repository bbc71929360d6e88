using System.Text.Json.Nodes;
using static Vestibule.Wire.Description.Taken;

namespace Vestibule.Wire.Description;

/// <summary>What is said about permissions and keys.</summary>
internal static class AccessWords
{
    public static readonly EntityWords UserRole = new(
        "UserRole",
        Chapters.Access,
        "a group of permissions",
        "groups of permissions"
    )
    {
        OnUpdate =
            "The body replaces what can be written: a member left out is cleared, except `Roles`, which stays.",
        OnDelete = "Refused while users hold it.",
        Members =
        [
            new("Name", "What the group is called.", Always, "Front desk") { IsRequired = true },
            new(
                "BusinessId",
                "The location that keeps the group. Its permissions reach every location a user holds.",
                Always,
                1414915201L
            )
            {
                IsRequired = true,
            },
            new("BusinessName", "Name of that location.", Never, "Main Street Hub"),
            new(
                "Roles",
                "Names of the permissions.",
                Always,
                new[] { "CoworkerIdentityCheck-Create", "CoworkerIdentityCheck-List" }
            ),
            .. SystemWords.Written,
        ],
    };

    public static readonly EntityWords Role = new(
        "Role",
        Chapters.Access,
        "a permission",
        "permissions"
    )
    {
        Members =
        [
            new(
                "Name",
                "Entity and verb: `-List`, `-Read`, `-Create`, `-Edit` or `-Delete`.",
                Never,
                "CoworkerIdentityCheck-Create"
            ),
        ],
    };

    public static readonly EntityWords ApiKey = new(
        "ApiKey",
        Chapters.Access,
        "an API key",
        "API keys"
    )
    {
        OnCreate =
            "A key acts for one user, with all that user may do, or the part of it that `Roles` and `Businesses` say. It can do no more than its user and its maker, "
            + "and a key made with a key ends with that. The answer is the only one that ever holds the secret. Who is no full administrator makes and sees keys of its own.",
        OnDelete =
            "Revokes the key and the tokens it was traded for. The record stays and says when.",
        Made = new JsonObject
        {
            ["Id"] = Examples.Id,
            ["KeyId"] = "vk_4f2a…",
            ["Secret"] = "vks_9c1e…",
        },
        Members =
        [
            new(
                "KeyId",
                "The key: name of HTTP Basic, `client_id` of the token endpoint.",
                Never,
                "vk_4f2a…"
            ),
            new("Name", "What the key is for.", Always, "Booking system") { IsRequired = true },
            new("UserId", "The user it acts for. Left out it is the caller.", Always, 12L),
            new("UserEmail", "E-mail address of that user.", Never, "ada@example.com"),
            new("ExpiresOn", "Until when it works; null means until it is revoked.", Always),
            new("RevokedOn", "When it was revoked."),
            new("LastUsedOn", "When it was last used, to the hour."),
            new(
                "Roles",
                "The permissions it is held to; null is all its user has.",
                Always,
                new[] { "CoworkerIdentityCheck-Create", "CoworkerIdentityCheck-List" }
            ),
            new(
                "Businesses",
                "The locations it is held to; null is all its user holds.",
                Always,
                new[] { 1414915201L }
            )
            {
                ItemType = "integer",
            },
            .. SystemWords.Written,
        ],
    };
}
