using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Journal;
using static Vestibule.Wire.WireTypes;

namespace Vestibule.Wire;

/// <summary>A line of the journal as the API shows it.</summary>
public sealed record AuditTrailEntry : Record
{
    public required JournalEntry Line { get; init; }
    public required long BusinessId { get; init; }
    public required string EntityShortName { get; init; }
    public required long EntityId { get; init; }
    public required JournalAction AuditType { get; init; }
    public required string ActionBy { get; init; }
    public string? PropertyName { get; init; }
    public string? OldValue { get; init; }
    public string? NewValue { get; init; }
}

/// <summary>
/// The journal in the vendor's shape: one entry for each changed member, creates without values, in the order of
/// writing. Viewings of evidence are ours: <c>AuditType</c> 101, the slot in <c>PropertyName</c>. <c>UniqueId</c> is
/// shared by the entries of one change. What a person erased is null. The network's own chain, with
/// <c>BusinessId</c> 0, is for full administrators.
/// </summary>
public static class AuditTrailEntries
{
    public static readonly Resource<AuditTrailEntry> Resource = new Resource<AuditTrailEntry>(
        "AuditTrailEntry",
        "/api/sys/audittrailentries"
    )
    {
        // Members are told of by their wire names, which differ from ours where a slot is meant.
        Rows = db =>
            db.JournalEntries.Select(line => new AuditTrailEntry
            {
                Line = line,
                Id = line.Id,
                UniqueId = line.Deed,
                CreatedOn = line.At,
                UpdatedOn = line.At,
                UpdatedBy = line.ActorName,
                SystemId = null,
                CustomFields = null,
                Version = 1,
                BusinessId = line.BusinessId,
                EntityShortName = line.Entity,
                EntityId = line.EntityId,
                AuditType = line.Action,
                ActionBy = line.ActorName,
                PropertyName =
                    line.Member == "FrontFileName" ? "DocumentFileName"
                    : line.Member == "BackFileName" ? "AdditionalDocumentFileName"
                    : line.Member == "FrontFileId" ? "DocumentFileId"
                    : line.Member == "BackFileId" ? "AdditionalDocumentFileId"
                    : line.Member == "IdentityCheckId" ? "CoworkerIdentityCheckId"
                    : line.Member == "Front" ? "Document"
                    : line.Member == "Back" ? "AdditionalDocument"
                    : line.Member,
                OldValue = line.OldValue,
                NewValue = line.Action == JournalAction.Create ? null : line.NewValue,
            }),
        SeenBy = businesses => entry => businesses.Contains(entry.BusinessId),
        Open = OpenValues,
    }
        .Own("BusinessId", e => e.BusinessId, Id)
        .Own("EntityShortName", e => e.EntityShortName, Text)
        .Written("Description", (json, e) => json.WriteStringValue(Describe(e)), "string")
        .Own("PropertyName", e => e.PropertyName, Text)
        .Own("AuditType", e => e.AuditType, Number<JournalAction>())
        .Own("OldValue", e => e.OldValue, Text)
        .Own("NewValue", e => e.NewValue, Text)
        .Own("ActionBy", e => e.ActionBy, Text)
        .Own("EntityId", e => e.EntityId, Id)
        .System(e => Describe(e));

    private static async ValueTask<IReadOnlyList<AuditTrailEntry>> OpenValues(
        IServiceProvider services,
        IReadOnlyList<AuditTrailEntry> entries,
        CancellationToken cancelled
    )
    {
        var book = services.GetRequiredService<Book>();
        var opened = new List<AuditTrailEntry>(entries.Count);
        foreach (var entry in entries)
        {
            var values =
                entry.AuditType is JournalAction.Update
                    ? await book.Open(entry.Line, cancelled)
                    : null;
            opened.Add(values is null ? entry : WithValues(entry, values));
        }

        return opened;
    }

    private static AuditTrailEntry WithValues(AuditTrailEntry entry, string json)
    {
        using var values = JsonDocument.Parse(json);
        string? Value(string name) =>
            values.RootElement.TryGetProperty(name, out var value)
            && value.ValueKind is JsonValueKind.String
                ? value.GetString()
                : null;
        return entry with
        {
            OldValue = entry.OldValue ?? Value("old"),
            NewValue = entry.NewValue ?? Value("new"),
        };
    }

    private static string Describe(AuditTrailEntry entry) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.AuditType} {entry.EntityShortName} #{entry.EntityId}"
        );
}
