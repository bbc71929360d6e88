using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Journal;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Journal;

/// <summary>Somebody who can write the database, knows how the chain is made, and has every hash that was ever kept; but not the key.</summary>
public sealed class TamperTests
{
    private static readonly Chain OtherKey = new(new(new byte[32]));

    [Fact]
    public async Task NothingDoneToAChainGoesUnseen()
    {
        var (dice, unseen) = (new Random(20260304), new List<string>());
        for (var i = 0; i < HowMany.Times(1_500, ci: 10_000, campaign: 200_000); i++)
        {
            var lines = MadeChain.Lines(dice, dice.Next(2, 25));
            var noted = MadeChain.Noted(lines, dice.Next(1, lines.Count + 1));
            var head = MadeChain.Head(lines);
            (await Judge(lines, head, noted)).ShouldBeOfType<ChainFinding.Intact>();
            var (what, after, moved) = Attack(dice, lines, head, noted.Sequence);
            if (await Judge(after, moved, noted) is ChainFinding.Intact)
                unseen.Add($"{i}: {what} of {lines.Count}, noted at {noted.Sequence}");
        }
        unseen.Take(5).ShouldBeEmpty();
    }

    /// <summary>What the checkpoint is for: without one this is the one thing that does not show.</summary>
    [Fact]
    public async Task ACutOffEndShowsUpToTheCheckpointAndNotBehindIt()
    {
        var lines = MadeChain.Lines(new Random(1), 12);
        var (cut, head) = (lines[..7], MadeChain.Head(lines[..7]));
        (await Judge(cut, head, MadeChain.Noted(lines, 8))).ShouldBe(
            new ChainFinding.Broken(8, "is missing at the end: a checkpoint has seen 8 lines")
        );
        (await Judge(cut, head, MadeChain.Noted(lines, 7))).ShouldBeOfType<ChainFinding.Intact>();
    }

    private static (string, List<JournalEntry>, JournalHead) Attack(
        Random dice,
        List<JournalEntry> lines,
        JournalHead head,
        long noted
    )
    {
        var (after, at) = (lines.ToList(), dice.Next(lines.Count));
        switch (dice.Next(6))
        {
            case 0:
                // A number behind the last checkpoint is only held to rise.
                after[at] = Edited(dice, after[at], at < noted);
                return (
                    Rehash(dice, after, at) ? "edit and rehash" : "edit",
                    after,
                    MadeChain.Head(after)
                );
            case 1:
                after.Insert(at, after[dice.Next(after.Count)] with { ActorName = "somebody" });
                Renumber(after);
                return ("insert", after, MadeChain.Head(after));
            case 2 when at < lines.Count - 1 || noted == lines.Count:
                after.RemoveAt(at);
                if (dice.Next(2) == 0)
                    Renumber(after);
                return ("delete", after, MadeChain.Head(after));
            case 3:
                var other = (at + 1 + dice.Next(lines.Count - 1)) % lines.Count;
                (after[at], after[other]) = (
                    after[other] with
                    {
                        Sequence = after[at].Sequence,
                    },
                    after[at] with
                    {
                        Sequence = after[other].Sequence,
                    }
                );
                return ("swap", after, MadeChain.Head(after));
            case 4:
                return ("head moved back", after, MadeChain.Head(lines[..at]));
            default:
                after = lines[..dice.Next((int)noted)];
                return ("truncate", after, MadeChain.Head(after));
        }
    }

    /// <summary>As far as it goes without the key: with one of his own, from the edit to the end.</summary>
    private static bool Rehash(Random dice, List<JournalEntry> lines, int from)
    {
        if (dice.Next(2) == 0)
            return false;
        var before = from == 0 ? new byte[32] : lines[from - 1].Hash;
        for (var i = from; i < lines.Count; i++)
        {
            lines[i] = lines[i] with { Hash = OtherKey.HashOf(before, lines[i]) };
            before = lines[i].Hash;
        }
        return true;
    }

    private static void Renumber(List<JournalEntry> lines)
    {
        for (var i = 0; i < lines.Count; i++)
            lines[i] = lines[i] with { Sequence = i + 1 };
    }

    private static JournalEntry Edited(Random dice, JournalEntry line, bool isSeen)
    {
        var copy = line with { };
        var members = typeof(JournalEntry)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite && (isSeen || p.Name is not nameof(JournalEntry.Id)))
            .ToList();
        var member = members[dice.Next(members.Count)];
        member.SetValue(copy, Other(dice, member.GetValue(line), member.PropertyType));
        return copy;
    }

    private static object Other(Random dice, object? value, Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var t when t == typeof(string) => $"{value}{(char)dice.Next('a', 'z')}",
            var t when t == typeof(Guid) => Guid.NewGuid(),
            var t when t == typeof(byte[]) => Flipped(dice, (byte[]?)value),
            var t when t == typeof(DateTimeOffset) => ((DateTimeOffset)value!).AddTicks(
                dice.Next(1, 10_000_000)
            ),
            var t when t == typeof(long) => (long?)value + dice.Next(1, 9) ?? 1L,
            var t when t == typeof(int) => (int)value! + dice.Next(1, 9),
            var t when t.IsEnum => (JournalAction)((int)value! + dice.Next(1, 9)),
            var t => throw new NotSupportedException(t.Name),
        };

    private static byte[] Flipped(Random dice, byte[]? value)
    {
        if (value is not { Length: > 0 })
            return [1];
        var flipped = value.ToArray();
        flipped[dice.Next(flipped.Length)] ^= (byte)(1 << dice.Next(8));
        return flipped;
    }

    private static Task<ChainFinding> Judge(
        List<JournalEntry> lines,
        JournalHead head,
        ChainEnd noted
    ) =>
        new VerifyChain(new NoDatabase(), MadeChain.Chain).Judge(
            lines.ToAsyncEnumerable(),
            () => Task.FromResult(head),
            [noted],
            TestContext.Current.CancellationToken
        );

    private sealed class NoDatabase : IDbContextFactory<VestibuleDb>
    {
        public VestibuleDb CreateDbContext() => throw new NotSupportedException();
    }
}
