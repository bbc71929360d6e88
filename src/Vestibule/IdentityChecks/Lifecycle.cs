using Vestibule.Journal;
using static Vestibule.IdentityChecks.Move;
using static Vestibule.IdentityChecks.VerificationStatus;
using static Vestibule.Journal.ActorKind;

namespace Vestibule.IdentityChecks;

/// <summary>Where a check or a document stands. Numbers are those of the API pages (eIdVerificationStatus).</summary>
public enum VerificationStatus
{
    None = 0,
    Pending = 1,
    Submitted = 2,
    Successful = 3,
    Failed = 4,
    Cancelled = 5,
}

/// <summary>The only ways a status can change.</summary>
public enum Move
{
    Submit,
    Approve,
    Reject,
    Cancel,
    Reopen,
    Return,
}

/// <summary>
/// The only place where a check, or one of its documents, changes status.
/// <code>
///            Submit                    Approve
/// Pending ──────────▶ Submitted ───────────────▶ Successful
///    │                 │   ▲  └──── Reject ────▶ Failed
///    │                 │   └───────── Submit (a new hand-in) ──┘
///    └──── Cancel ─────┴──── Cancel (also from Failed) ───────▶ Cancelled
/// Reopen, by an operator with a reason: Successful | Failed ─▶ Submitted     Cancelled is final
/// Return: Submitted ─▶ Pending, when Stripe says nothing was handed in, or a required slot was emptied
/// Stripe may also jump: Pending | Failed ─▶ Successful, Pending ─▶ Failed, Failed ─▶ Pending (a new attempt began)
/// </code>
/// Stripe's news comes late, twice and out of order, and two reviewers may press the same button. A move whose
/// outcome already stands is therefore <see cref="Transition.AlreadyThere"/>, not an error; only a contradiction is
/// <see cref="Transition.Refused"/>. Both are answers, never exceptions.
/// </summary>
public static class Lifecycle
{
    /// <summary>What <paramref name="move"/>, asked for by <paramref name="actor"/>, makes of <paramref name="from"/>.</summary>
    public static Transition Apply(VerificationStatus from, Move move, ActorKind actor) =>
        (from, move, actor) switch
        {
            (Pending or Failed, Submit, not Clock) => To(Submitted),
            (Submitted, Approve, Operator or ActorKind.Stripe or Importer) => To(Successful),
            (Submitted, Reject, Operator or ActorKind.Stripe or Importer) => To(Failed),
            (Pending or Submitted or Failed, Cancel, not Member) => To(Cancelled),
            (Successful or Failed, Reopen, Operator) => To(Submitted),
            (Submitted, Return, not (Importer or Clock)) => To(Pending),

            // Stripe is asked, not listened to: what it says now is the truth even if the steps between were missed.
            (Pending or Failed, Approve, ActorKind.Stripe) => To(Successful),
            (Pending, Reject, ActorKind.Stripe) => To(Failed),
            (Failed, Return, ActorKind.Stripe) => To(Pending),
            (Successful, Submit or Return or Reject, ActorKind.Stripe) =>
                new Transition.AlreadyThere(from),

            _ when from == Goal(move) && May(move, actor) => new Transition.AlreadyThere(from),
            _ => new Transition.Refused(from, move),
        };

    /// <summary>Where a move leads when it is made.</summary>
    public static VerificationStatus Goal(Move move) =>
        move switch
        {
            Submit or Reopen => Submitted,
            Approve => Successful,
            Reject => Failed,
            Cancel => Cancelled,
            Return => Pending,
        };

    private static Transition.Made To(VerificationStatus status) => new(status);

    private static bool May(Move move, ActorKind actor) =>
        Enum.GetValues<VerificationStatus>()
            .Where(from => from != Goal(move))
            .Any(from => Apply(from, move, actor) is Transition.Made);

    extension(VerificationStatus status)
    {
        /// <summary>Judged or withdrawn: no longer part of an open hand-in.</summary>
        public bool IsDecided => status is Successful or Failed or Cancelled;

        /// <summary>Nothing about the evidence may change any more.</summary>
        public bool IsClosed => status is Successful or Cancelled;

        /// <summary>Takes new papers.</summary>
        public bool TakesDocuments => status is Pending or Submitted or Failed;
    }
}

/// <summary>The answer to a move.</summary>
public abstract record Transition
{
    private Transition() { }

    /// <summary>The status is now <paramref name="To"/>.</summary>
    public sealed record Made(VerificationStatus To) : Transition;

    /// <summary>What was asked for stands already; nothing is written.</summary>
    public sealed record AlreadyThere(VerificationStatus Status) : Transition;

    /// <summary>Nobody may do that from here, or not this actor.</summary>
    public sealed record Refused(VerificationStatus From, Move Move) : Transition;
}
