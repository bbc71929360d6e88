using Microsoft.AspNetCore.Routing;
using Vestibule.Wire;

namespace Vestibule.Journal;

/// <summary>The room's doors: the journal can be read, never written.</summary>
public static class JournalRoom
{
    public static void MapJournal(this IEndpointRouteBuilder routes) =>
        routes.MapReads(AuditTrailEntries.Resource);
}
