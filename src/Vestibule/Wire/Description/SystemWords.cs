using System.Text.Json.Nodes;
using static Vestibule.Wire.Description.Taken;

namespace Vestibule.Wire.Description;

/// <summary>What is said about the members every record ends with.</summary>
internal static class SystemWords
{
    /// <summary>The two that callers write themselves.</summary>
    public static readonly IReadOnlyList<MemberWords> Written =
    [
        new("SystemId", "The caller's own key for the record.", Always),
        new(
            "CustomFields",
            "The caller's own members: `{\"Data\":[{\"Name\":…,\"Value\":…,\"Type\":…}]}`, or null. At most 100.",
            Always
        ),
    ];

    public static readonly IReadOnlyList<MemberWords> Read =
    [
        new("Id", "Number of the record.", Never, 87654321L),
        new("UpdatedOn", "When it was last written.", Never, "2025-01-15T10:30:00Z"),
        new("CreatedOn", "When it was made.", Never, "2025-01-10T08:00:00Z"),
        new(
            "UniqueId",
            "Name of the record that is unique everywhere.",
            Never,
            "a1b2c3d4-e5f6-7890-abcd-ef1234567890"
        ),
        new("UpdatedBy", "Who last wrote it.", Never, "admin@example.com"),
        new("IsNew", "Always false."),
        new("SystemId", "The caller's own key for the record."),
        new("ToStringText", "What the record is called where one line has to do."),
        new("LocalizationDetails", "Always null."),
        new("CustomFields", "The caller's own members, or null."),
    ];

    /// <summary>The shape of <c>CustomFields</c> when there are any.</summary>
    public static JsonObject CustomExample() =>
        new()
        {
            ["Data"] = new JsonArray(
                new JsonObject
                {
                    ["Name"] = "Shelf",
                    ["Value"] = "12",
                    ["Type"] = "string",
                }
            ),
        };
}
