using Vestibule.Journal;

namespace Vestibule.Tests.Journal;

/// <summary>A chain of made-up lines, in memory.</summary>
internal static class MadeChain
{
    public static readonly Chain Chain = new(
        new([.. Enumerable.Range(1, 32).Select(i => (byte)i)])
    );
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static ChainEnd Noted(List<JournalEntry> lines, int count) =>
        lines.Take(count).Aggregate(ChainEnd.Start(1), Chain.Follow);

    public static JournalHead Head(List<JournalEntry> lines) =>
        new()
        {
            BusinessId = 1,
            Sequence = lines.Count == 0 ? 0 : lines[^1].Sequence,
            Hash = lines.Count == 0 ? new byte[32] : lines[^1].Hash,
        };

    public static List<JournalEntry> Lines(Random dice, int count)
    {
        var head = Head([]);
        var lines = new List<JournalEntry>();
        for (var i = 0; i < count; i++)
        {
            var line = Chain.Append(head, Line(dice, i));
            head = new()
            {
                BusinessId = 1,
                Sequence = line.Sequence,
                Hash = line.Hash,
            };
            lines.Add(line);
        }
        return lines;
    }

    public static JournalEntry Line(Random dice, int i) =>
        new()
        {
            Id = (10 * i) + dice.Next(1, 10),
            BusinessId = 1,
            Deed = Guid.NewGuid(),
            At = At.AddSeconds(i),
            ActorKind = 1,
            ActorUserId = dice.Next(2) == 0 ? null : 7,
            ActorName = "op@example.org",
            Factor = "Bearer",
            Action = JournalAction.Update,
            Entity = "Coworker",
            EntityId = dice.Next(1, 5),
            EntityKey = Guid.NewGuid(),
            Member = "Active",
            OldValue = "true",
            NewValue = dice.Next(2) == 0 ? null : "false",
            Sealed = dice.Next(2) == 0 ? null : [1, 2, 3],
        };
}
