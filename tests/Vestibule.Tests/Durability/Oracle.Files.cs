using System.Net;

namespace Vestibule.Tests.Durability;

internal sealed partial class Oracle
{
    // Through the door, so that every seal is tried.
    private async Task Files()
    {
        foreach (var id in ledger.Documents.Keys.Union(ledger.Gone.Keys).Order())
        {
            var slots = ledger.Documents.GetValueOrDefault(id);
            var asked = ledger.Asked.GetValueOrDefault(id);
            var named = (slots?.Keys ?? []).Union(asked?.Keys ?? []).DefaultIfEmpty("photo");
            var kept = new Dictionary<string, string>();
            foreach (var slot in named)
            {
                if (await Print(id, slot) is { } print)
                {
                    kept[slot] = print;
                    if (
                        await Print(id, slot, "?original=1&reason=oracle")
                        != ledger.OriginalOf(print)
                    )
                    {
                        faults.Add($"{slot} of document {id} has another original");
                    }
                }
            }

            if (Same(kept, slots) || (ledger.Asked.ContainsKey(id) && Same(kept, asked)))
            {
                continue;
            }

            faults.AddRange(
                named
                    .Where(slot => kept.GetValueOrDefault(slot) != slots?.GetValueOrDefault(slot))
                    .Select(slot =>
                        kept.GetValueOrDefault(slot) is null or [_, _, _]
                            ? $"{slot} of document {id} cannot be read: {kept.GetValueOrDefault(slot) ?? "404"}"
                            : $"{slot} of document {id} has other bytes"
                    )
            );
        }
    }

    // Null when there is none; the status when it cannot be read.
    private async Task<string?> Print(long document, string slot, string more = "")
    {
        try
        {
            return Ledger.Print(
                await admin.GetByteArrayAsync(
                    $"/api/spaces/coworkeridentitycheckdocuments/get{slot}/{document}{more}"
                )
            );
        }
        catch (HttpRequestException none) when (none.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (HttpRequestException lost)
        {
            return ((int?)lost.StatusCode ?? 999).ToString();
        }
    }

    private static bool Same(
        Dictionary<string, string> kept,
        IReadOnlyDictionary<string, string>? told
    ) =>
        kept.Count == (told?.Count ?? 0)
        && kept.All(slot => told!.GetValueOrDefault(slot.Key) == slot.Value);
}
