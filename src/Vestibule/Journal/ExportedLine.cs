using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Vestibule.Journal;

/// <summary>A line of the journal as JSON for somebody else's tools: every member of its canonical form, and its hash.</summary>
internal static class ExportedLine
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="opened">The sealed half in plain, where it was asked for and could be opened.</param>
    public static string Text(JournalEntry line, string? opened)
    {
        var said = new Dictionary<string, object?>
        {
            ["id"] = line.Id,
            ["chain"] = line.BusinessId,
            ["sequence"] = line.Sequence,
            ["deed"] = line.Deed,
            ["at"] = line.At.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'",
                CultureInfo.InvariantCulture
            ),
            ["actorKind"] = line.ActorKind,
            ["actorUserId"] = line.ActorUserId,
            ["actorName"] = line.ActorName,
            ["factor"] = line.Factor,
            ["from"] = line.From,
            ["action"] = (int)line.Action,
            ["entity"] = line.Entity,
            ["entityId"] = line.EntityId,
            ["entityKey"] = line.EntityKey,
            ["member"] = line.Member,
            ["oldValue"] = line.OldValue,
            ["newValue"] = line.NewValue,
            ["coworkerKey"] = line.CoworkerKey,
            ["sealed"] = line.Sealed is null ? null : Convert.ToBase64String(line.Sealed),
            ["hash"] = Convert.ToHexStringLower(line.Hash),
        };
        if (opened is not null)
            said["opened"] = opened;
        return JsonSerializer.Serialize(said, Plain);
    }
}
