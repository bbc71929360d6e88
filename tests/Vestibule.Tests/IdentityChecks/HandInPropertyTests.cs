using CsCheck;
using Vestibule.IdentityChecks;
using Vestibule.Journal;

namespace Vestibule.Tests.IdentityChecks;

/// <summary>
/// Whatever is done to a check in whatever order, it and its documents agree, and no status moves outside the lifecycle.
/// </summary>
public sealed class HandInPropertyTests
{
    private const int Sequences = 20_000;

    private static readonly Gen<Deed> Moves = Gen.Select(
        Gen.Enum<Move>(),
        Gen.Enum<ActorKind>(),
        (move, actor) => (Deed)new Deed.Moves(move, actor)
    );

    private static readonly Gen<Deed> Writes = Gen.OneOf(
        Gen.Select(Gen.Int[0, 7], slots => (Deed)new Deed.Adds(slots)),
        Gen.Select(
            Gen.Int[0, 3],
            Gen.Enum<Slot>(),
            (which, slot) => (Deed)new Deed.Puts(which, slot)
        ),
        Gen.Select(
            Gen.Int[0, 3],
            Gen.Enum<Slot>(),
            (which, slot) => (Deed)new Deed.Clears(which, slot)
        ),
        Gen.Int[0, 3].Select(which => (Deed)new Deed.Removes(which))
    );

    private static readonly Gen<(IdentityCheck Start, Deed[] Deeds)> Stories = Gen.Select(
            Gen.Enum<IdentityDocumentType>(),
            Gen.Enum<AddressDocumentType>(),
            Gen.Enum<VerificationType>(),
            Gen.Enum<IdentityCheckProvider>(),
            (identity, address, type, provider) =>
                new IdentityCheck
                {
                    BusinessId = 1,
                    CoworkerId = 1,
                    Name = "Check",
                    IdentityDocumentType = identity,
                    AddressDocumentType = address,
                    VerificationType = type,
                    IdentityCheckProvider = provider,
                }
        )
        .Select(Gen.OneOf(Moves, Writes).Array[1, 25]);

    [Fact]
    public void ACheckAndItsDocumentsNeverDisagree() =>
        Stories.Sample(
            story =>
            {
                var handIn = new HandIn(story.Start, []);
                foreach (var deed in story.Deeds)
                {
                    var after = Done(handIn, deed);
                    if (!Agrees(after) || !IsLegal(handIn, after, deed))
                    {
                        return false;
                    }

                    handIn = after;
                }

                return true;
            },
            iter: Sequences
        );

    [Fact]
    public void TheGuardSeesADisagreement()
    {
        var check = new IdentityCheck
        {
            BusinessId = 1,
            CoworkerId = 1,
            Name = "Check",
            VerificationStatus = VerificationStatus.Successful,
        };
        var document = new CheckDocument
        {
            Id = 1,
            CoworkerId = 1,
            IdentityCheckId = 1,
            Name = "Papers",
        };
        Agrees(new HandIn(check, [document])).ShouldBeFalse();
    }

    private static bool Agrees(HandIn handIn) =>
        handIn.Check.VerificationStatus switch
        {
            VerificationStatus.Pending or VerificationStatus.Failed => handIn.Open.All(d =>
                d.VerificationStatus is VerificationStatus.Pending
            ),
            VerificationStatus.Submitted => handIn.Open.All(d =>
                d.VerificationStatus is VerificationStatus.Submitted
            ),
            _ => !handIn.Open.Any(),
        };

    // A status that changed was changed by a move its actor may make; writing documents submits or returns, nothing else.
    private static bool IsLegal(HandIn before, HandIn after, Deed deed)
    {
        var (from, to) = (before.Check.VerificationStatus, after.Check.VerificationStatus);
        if (from == to)
        {
            return true;
        }

        return deed is Deed.Moves(var move, var actor)
            ? Lifecycle.Apply(from, move, actor) == new Transition.Made(to)
            : Lifecycle.Apply(from, Move.Submit, ActorKind.Operator) == new Transition.Made(to)
                || Lifecycle.Apply(from, Move.Return, ActorKind.Operator)
                    == new Transition.Made(to);
    }

    private static HandIn Done(HandIn handIn, Deed deed) =>
        deed switch
        {
            Deed.Moves(var move, var actor) => handIn.Move(move, actor, "words").After,
            Deed.Adds(var slots) when handIn.Check.VerificationStatus.TakesDocuments => Settled(
                handIn,
                Numbered(handIn, New(handIn, slots))
            ),
            Deed.Puts(var which, var slot) when Editable(handIn, which) is { } document => Settled(
                handIn,
                handIn.With(document.With(slot, Guid.NewGuid(), "f"))
            ),
            Deed.Clears(var which, var slot) when Editable(handIn, which) is { } document =>
                Settled(handIn, handIn.With(document.With(slot, null, null))),
            Deed.Removes(var which) when handIn.Documents.Count > which => Settled(
                handIn,
                handIn.Without(handIn.Documents[which])
            ),
            _ => handIn,
        };

    private static HandIn Settled(HandIn before, HandIn written) =>
        HandInFlow.Settle(before, written, ActorKind.Operator);

    private static CheckDocument? Editable(HandIn handIn, int which) =>
        handIn.Documents.Count > which
        && !handIn.Documents[which].VerificationStatus.IsDecided
        && handIn.Check.VerificationStatus.TakesDocuments
            ? handIn.Documents[which]
            : null;

    private static HandIn Numbered(HandIn handIn, CheckDocument document) =>
        handIn with
        {
            Documents =
            [
                .. handIn.Documents,
                document with
                {
                    Id = handIn.Documents.Count == 0 ? 1 : handIn.Documents.Max(d => d.Id) + 1,
                },
            ],
        };

    private static CheckDocument New(HandIn handIn, int slots)
    {
        var document = new CheckDocument
        {
            CoworkerId = 1,
            IdentityCheckId = 1,
            Name = "Papers",
            HandIn = handIn.NextNumber,
            VerificationStatus = handIn.StatusOfNew,
        };
        return Enum.GetValues<Slot>()
            .Where(slot => (slots & (1 << ((int)slot - 1))) != 0)
            .Aggregate(document, (d, slot) => d.With(slot, Guid.NewGuid(), "f"));
    }

    /// <summary>Something done to a check.</summary>
    private abstract record Deed
    {
        public sealed record Moves(Move Move, ActorKind Actor) : Deed;

        public sealed record Adds(int Slots) : Deed;

        public sealed record Puts(int Which, Slot Slot) : Deed;

        public sealed record Clears(int Which, Slot Slot) : Deed;

        public sealed record Removes(int Which) : Deed;
    }
}
