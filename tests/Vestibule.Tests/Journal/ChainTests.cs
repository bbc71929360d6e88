using Vestibule.Journal;

namespace Vestibule.Tests.Journal;

public sealed class ChainTests
{
    private static readonly Chain Chain = new(new(new byte[32]));

    private static readonly JournalEntry Line = new()
    {
        BusinessId = 1,
        Sequence = 2,
        Deed = Guid.CreateVersion7(),
        At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        ActorKind = 1,
        ActorUserId = 3,
        ActorName = "op",
        Factor = "Bearer",
        Action = JournalAction.Update,
        Entity = "Coworker",
        EntityId = 4,
        EntityKey = Guid.CreateVersion7(),
        Member = "Active",
        OldValue = "true",
        NewValue = "false",
    };

    public static TheoryData<string> Changes => [.. Changed.Keys];

    private static Dictionary<string, JournalEntry> Changed =>
        new()
        {
            ["BusinessId"] = Line with { BusinessId = 9 },
            ["Sequence"] = Line with { Sequence = 9 },
            ["Deed"] = Line with { Deed = Guid.CreateVersion7() },
            ["At"] = Line with { At = Line.At.AddMicroseconds(1) },
            ["ActorKind"] = Line with { ActorKind = 9 },
            ["ActorUserId"] = Line with { ActorUserId = null },
            ["ActorName"] = Line with { ActorName = "po" },
            ["Factor"] = Line with { Factor = "Basic" },
            ["From"] = Line with { From = "" },
            ["Action"] = Line with { Action = JournalAction.Delete },
            ["Entity"] = Line with { Entity = "Business" },
            ["EntityId"] = Line with { EntityId = 9 },
            ["EntityKey"] = Line with { EntityKey = Guid.CreateVersion7() },
            ["Member"] = Line with { Member = null },
            ["OldValue"] = Line with { OldValue = "false" },
            ["NewValue"] = Line with { NewValue = "true" },
            ["CoworkerKey"] = Line with { CoworkerKey = Guid.CreateVersion7() },
            ["Sealed"] = Line with { Sealed = [] },
            ["borders between members"] = Line with { OldValue = "truef", NewValue = "alse" },
        };

    [Fact]
    public void EveryMemberButIdAndHashIsCovered() =>
        Changed
            .Keys.Append(nameof(JournalEntry.Id))
            .Append(nameof(JournalEntry.Hash))
            .Order()
            .ShouldBe(
                typeof(JournalEntry)
                    .GetProperties()
                    .Select(p => p.Name)
                    .Append("borders between members")
                    .Order()
            );

    [Theory, MemberData(nameof(Changes))]
    public void AnotherLineHasAnotherHash(string change) =>
        Chain.HashOf(new byte[32], Changed[change]).ShouldNotBe(Chain.HashOf(new byte[32], Line));

    [Fact]
    public void TheHashIsAsItWasYesterday() =>
        // A change of this value would make every journal in the world look forged.
        Convert
            .ToHexString(
                Chain.HashOf(new byte[32], Line with { Deed = Guid.Empty, EntityKey = Guid.Empty })
            )
            .ShouldBe("0E72020ED802021753CB01C3850A109DFF7368EC476A89115CDCCFE80921BDC4");

    [Fact]
    public void TheHashTakesThePlaceInTheChainAndTheKey()
    {
        var head = new JournalHead { BusinessId = 1, Sequence = 1 };
        var placed = Chain.Append(head, Line);
        placed.Sequence.ShouldBe(2);
        Chain
            .Append(head with { Hash = [.. Enumerable.Repeat((byte)1, 32)] }, Line)
            .Hash.ShouldNotBe(placed.Hash);
        var other = new byte[32];
        other[31] = 1;
        new Chain(new(other)).Append(head, Line).Hash.ShouldNotBe(placed.Hash);
    }

    [Fact]
    public void FinerThanAMicrosecondIsNotCovered() =>
        Chain
            .HashOf(new byte[32], Line with { At = Line.At.AddTicks(9) })
            .ShouldBe(Chain.HashOf(new byte[32], Line));
}
