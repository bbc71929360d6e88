using static Vestibule.Wire.Description.Taken;

namespace Vestibule.Wire.Description;

/// <summary>What is said about the journal.</summary>
internal static class JournalWords
{
    public static readonly EntityWords All = new(
        "AuditTrailEntry",
        Chapters.Journal,
        "a line of the journal",
        "lines of the journal"
    )
    {
        Members =
        [
            new(
                "BusinessId",
                "The location whose journal it is; 0 is the network's own, which only full administrators read.",
                Never,
                1414915201L
            ),
            new("EntityShortName", "What was done something to.", Never, "CoworkerIdentityCheck"),
            new(
                "Description",
                "Deed, entity and number in a line.",
                Never,
                "Update CoworkerIdentityCheck #87654321"
            ),
            new(
                "PropertyName",
                "The member that was changed, or the slot that was looked at.",
                Never,
                "Name"
            ),
            new(
                "AuditType",
                "What was done. 101 is a look at somebody's papers and this server's own.",
                Never,
                2
            ),
            new(
                "OldValue",
                "What the member was before. Null when the person was erased.",
                Never,
                "Passport"
            ),
            new(
                "NewValue",
                "What it is since. Null on creates, and when the person was erased.",
                Never,
                "Passport check"
            ),
            new("ActionBy", "Who did it.", Never, "admin@example.com"),
            new("EntityId", "Number of the record.", Never, 87654321L),
            new("Id", "Place in the order of writing.", Never, 4711L),
            new(
                "UniqueId",
                "Shared by the lines of one change.",
                Never,
                "a1b2c3d4-e5f6-7890-abcd-ef1234567890"
            ),
            new("CreatedOn", "When it was done.", Never, "2025-01-15T10:30:00Z"),
            new(
                "UpdatedOn",
                "As CreatedOn: lines are never changed.",
                Never,
                "2025-01-15T10:30:00Z"
            ),
            new("ToStringText", "As Description.", Never, "Update CoworkerIdentityCheck #87654321"),
        ],
    };
}
