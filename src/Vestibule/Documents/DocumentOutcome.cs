using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;

namespace Vestibule.Documents;

/// <summary>What became of a write to a document.</summary>
public abstract record DocumentOutcome
{
    private DocumentOutcome() { }

    /// <summary>Written, with its check and coworker attached.</summary>
    public sealed record Done(CheckDocument Document) : DocumentOutcome;

    /// <summary>No such document for this caller.</summary>
    public sealed record NotFound : DocumentOutcome;

    /// <summary>It is no longer in the state the caller knew.</summary>
    public sealed record Stale : DocumentOutcome;

    /// <summary>A member cannot be taken; nothing was changed.</summary>
    public sealed record Refused(string Member, string Why) : DocumentOutcome;

    /// <summary>Nothing is wrong with it, but it cannot be taken now.</summary>
    public sealed record Later(string Why, TimeSpan After) : DocumentOutcome;

    public sealed record NotWritten(Written Why) : DocumentOutcome;
}
