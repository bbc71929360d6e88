using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Vault;

namespace Vestibule.Journal;

/// <summary>
/// Puts changes into words for the journal. Plain values stay readable; personal ones are sealed under the person's
/// key as <c>{"old":…,"new":…,"reason":…}</c>, and are left out when that key was shredded or no person is named.
/// Sealing asks the key store: do it before the writer, never inside a transaction.
/// </summary>
public sealed class Book(CoworkerKeyStore keys, IDbContextFactory<VestibuleDb> databases)
{
    private readonly ConcurrentDictionary<long, Guid> businesses = [];

    /// <summary>One line: the plain members as JSON in <c>NewValue</c>, the whole record sealed.</summary>
    public async ValueTask<Line> Created(IRecord row, Telling telling, CancellationToken cancelled)
    {
        var line = Start(row, telling, JournalAction.Create) with { NewValue = Plain(row) };
        return new(await Sealed(line, telling, null, Whole(row), cancelled), row);
    }

    /// <summary>One line for each member that changed; none when nothing did.</summary>
    public async ValueTask<IReadOnlyList<Line>> Changed(
        IRecord before,
        IRecord after,
        Telling telling,
        CancellationToken cancelled
    )
    {
        var lines = new List<Line>();
        foreach (var member in Members.Of(after.GetType()))
        {
            var (old, now) = (member.TextIn(before), member.TextIn(after));
            if (old == now)
                continue;
            var line = Start(after, telling, JournalAction.Update) with { Member = member.Name };
            line = member.IsPersonal
                ? await Sealed(line, telling, old, now, cancelled)
                : await Sealed(
                    line with
                    {
                        OldValue = old,
                        NewValue = now,
                    },
                    telling,
                    null,
                    null,
                    cancelled
                );
            lines.Add(new(line, after));
        }
        return lines;
    }

    /// <summary>One line: the plain members as JSON in <c>OldValue</c>, the whole record sealed.</summary>
    public async ValueTask<Line> Deleted(IRecord row, Telling telling, CancellationToken cancelled)
    {
        var line = Start(row, telling, JournalAction.Delete) with { OldValue = Plain(row) };
        return new(await Sealed(line, telling, Whole(row), null, cancelled), row);
    }

    /// <summary>One viewing of evidence. <paramref name="slot"/> becomes the line's member.</summary>
    public async ValueTask<Line> Looked(
        IRecord row,
        string slot,
        Telling telling,
        CancellationToken cancelled
    )
    {
        var line = Start(row, telling, JournalAction.Look) with { Member = slot };
        return new(await Sealed(line, telling, null, null, cancelled), row);
    }

    /// <summary>Files that were let go. <paramref name="what"/> becomes the line's member.</summary>
    public Line LetGo(IRecord row, string what, Telling telling) =>
        new(Start(row, telling, JournalAction.Delete) with { Member = what }, row);

    /// <summary>The sealed half of a line, <c>{"old":…,"new":…,"reason":…}</c>; null without one, or when the key was shredded.</summary>
    public async ValueTask<string?> Open(JournalEntry line, CancellationToken cancelled) =>
        line is { Sealed: { } sealedValue, CoworkerKey: { } coworker }
        && await keys.FindAsync(coworker, cancelled) is { } key
            ? ValueSeal.OpenText(key, PlaceOf(line), sealedValue)
            : null;

    private static JournalEntry Start(IRecord row, Telling telling, JournalAction action) =>
        new()
        {
            BusinessId = telling.Chain,
            Deed = telling.Deed,
            At = telling.At,
            ActorKind = (int)telling.Actor.Kind,
            ActorUserId = telling.Actor.UserId,
            ActorName = telling.Actor.Name,
            Factor = telling.Actor.Factor,
            From = telling.Actor.From,
            Action = action,
            Entity = telling.Entity,
            EntityId = row.Id,
            EntityKey = row.UniqueId,
        };

    private async ValueTask<JournalEntry> Sealed(
        JournalEntry line,
        Telling telling,
        object? old,
        object? now,
        CancellationToken cancelled
    )
    {
        if (telling.Coworker is not { } coworker || (old ?? now ?? telling.Reason) is null)
            return line;
        if (
            await keys.ForAsync(coworker, await BusinessOf(telling, cancelled), cancelled)
            is not { } key
        )
            return line;
        var said = new Dictionary<string, object?> { ["old"] = old, ["new"] = now };
        if (telling.Reason is not null)
            said["reason"] = telling.Reason;
        var sealedValue = ValueSeal.Seal(
            key,
            PlaceOf(line),
            JsonSerializer.SerializeToUtf8Bytes(said)
        );
        return line with { CoworkerKey = coworker, Sealed = sealedValue };
    }

    /// <summary>A sealed half opens only in the line it was made for.</summary>
    private static ValuePlace PlaceOf(JournalEntry line) =>
        new(line.EntityKey, $"{line.Deed:N}/{(int)line.Action}/{line.Member}");

    private async ValueTask<Guid> BusinessOf(Telling telling, CancellationToken cancelled)
    {
        if (telling.Business is { } named)
            return named;
        if (telling.Chain == 0)
            throw new InvalidOperationException(
                "A line of the network's chain has to name the location whose person it tells of."
            );
        if (businesses.TryGetValue(telling.Chain, out var known))
            return known;
        await using var db = databases.CreateDbContext();
        return businesses[telling.Chain] = await db
            .Businesses.Where(b => b.Id == telling.Chain)
            .Select(b => b.UniqueId)
            .SingleAsync(cancelled);
    }

    private static string Plain(IRecord row) =>
        JsonSerializer.Serialize(Texts(Members.Of(row.GetType()).Where(m => !m.IsPersonal), row));

    private static Dictionary<string, string> Whole(IRecord row) =>
        Texts(Members.Of(row.GetType()), row);

    private static Dictionary<string, string> Texts(
        IEnumerable<JournaledMember> members,
        IRecord row
    ) =>
        members
            .Select(m => (m.Name, Text: m.TextIn(row)))
            .Where(m => m.Text is not null)
            .ToDictionary(m => m.Name, m => m.Text!);
}
