using Vestibule.Journal;

namespace Vestibule.IdentityChecks;

/// <summary>
/// A check with all its documents. The undecided ones together are the hand-in that is collected or judged: its slots
/// are their union, the newest file winning. Status changes here for all of them at once, so that a check and its
/// documents never disagree:
/// a Pending or Failed check has only Pending undecided documents, a Submitted one only Submitted ones, a Successful or
/// Cancelled one has none.
/// </summary>
public sealed record HandIn(IdentityCheck Check, IReadOnlyList<CheckDocument> Documents)
{
    /// <summary>Whether the papers of this very hand-in were looked at across a desk.</summary>
    public bool Inspected { get; init; }

    /// <summary>Documents not judged yet.</summary>
    public IEnumerable<CheckDocument> Open =>
        Documents.Where(document => !document.VerificationStatus.IsDecided);

    /// <summary>Slots that hold a file in this hand-in.</summary>
    public IReadOnlySet<Slot> Filled => Open.SelectMany(SlotsIn).ToHashSet();

    /// <summary>The number a document added now belongs to: after a rejection the next hand-in has begun.</summary>
    public int NextNumber =>
        Check.VerificationStatus is VerificationStatus.Failed ? Check.HandIn + 1 : Check.HandIn;

    /// <summary>The status a document added now starts with.</summary>
    public VerificationStatus StatusOfNew =>
        Check.VerificationStatus is VerificationStatus.Submitted
            ? VerificationStatus.Submitted
            : VerificationStatus.Pending;

    /// <summary>
    /// Makes a move on the check and its hand-in, or says why not. A move that is <see cref="Transition.AlreadyThere"/>
    /// leaves everything as it is.
    /// </summary>
    /// <param name="words">What the member is told, on a rejection.</param>
    public (Transition Answer, HandIn After) Move(Move move, ActorKind actor, string? words = null)
    {
        var answer = Lifecycle.Apply(Check.VerificationStatus, move, actor);
        return answer is Transition.Made(var to)
            ? (answer, Moved(move, actor, to, words))
            : (answer, this);
    }

    private HandIn Moved(Move move, ActorKind actor, VerificationStatus to, string? words)
    {
        var number = move is IdentityChecks.Move.Submit ? NextNumber : Check.HandIn;
        var check = Check with
        {
            VerificationStatus = to,
            HandIn = number,
            LastError = move is IdentityChecks.Move.Cancel ? Check.LastError : words,
        };
        return this with
        {
            Check = check,
            Documents =
            [
                .. Documents.Select(document => Followed(document, move, actor, number, words)),
            ],
        };
    }

    private CheckDocument Followed(
        CheckDocument document,
        Move move,
        ActorKind actor,
        int number,
        string? words
    )
    {
        var own =
            move is IdentityChecks.Move.Reopen && !document.VerificationStatus.IsDecided
                ? IdentityChecks.Move.Submit
                : move;
        if (
            !Concerns(document, move)
            || Lifecycle.Apply(document.VerificationStatus, own, actor)
                is not Transition.Made
                (var to)
        )
        {
            return document;
        }

        return document with
        {
            VerificationStatus = to,
            HandIn = number,
            Notes = move is IdentityChecks.Move.Reject ? words ?? document.Notes : document.Notes,
        };
    }

    // Reopening takes back the last judgement; every other move is about what is not judged yet.
    private bool Concerns(CheckDocument document, Move move) =>
        !document.VerificationStatus.IsDecided
        || move is IdentityChecks.Move.Reopen
            && document.HandIn == Check.HandIn
            && document.VerificationStatus == Check.VerificationStatus;

    public CheckDocument? Document(long id) =>
        Documents.FirstOrDefault(document => document.Id == id);

    /// <summary>A document of this hand-in with what it points at, as it is shown.</summary>
    public CheckDocument Attached(CheckDocument document) =>
        document with
        {
            IdentityCheck = Check,
            Coworker = Check.Coworker,
        };

    /// <summary>The same with one document changed, added when it is new, or taken away.</summary>
    public HandIn With(CheckDocument document) =>
        this with
        {
            Documents =
                document.Id == 0
                    ? [.. Documents, document]
                    : [.. Documents.Select(d => d.Id == document.Id ? document : d)],
        };

    /// <inheritdoc cref="With"/>
    public HandIn Without(CheckDocument document) =>
        this with
        {
            Documents = [.. Documents.Where(d => d.Id != document.Id)],
        };

    private static IEnumerable<Slot> SlotsIn(CheckDocument document) =>
        Enum.GetValues<Slot>().Where(slot => document.FileIn(slot) is not null);
}
