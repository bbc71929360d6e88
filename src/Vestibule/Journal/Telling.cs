namespace Vestibule.Journal;

/// <summary>What all lines about one change share: who did it, when, where it is told and under whose key.</summary>
/// <param name="At">Whole microseconds, UTC.</param>
/// <param name="Chain">The location whose chain it goes into; 0 for the network's own.</param>
/// <param name="Entity">The vendor's short name of what is told of, e.g. <c>CoworkerIdentityCheck</c>.</param>
/// <param name="Coworker">Whose key seals what is personal; without one personal values are left out.</param>
/// <param name="Reason">Why, in the actor's words; kept sealed.</param>
public sealed record Telling(
    Actor Actor,
    DateTimeOffset At,
    long Chain,
    string Entity,
    Guid? Coworker = null,
    string? Reason = null
)
{
    /// <summary>Shared by the lines of one change, and by those of a <c>with</c>.</summary>
    public Guid Deed { get; init; } = Guid.CreateVersion7(At);

    /// <summary>Of the location in whose name a person's first key is made; looked up by <see cref="Chain"/> when absent.</summary>
    public Guid? Business { get; init; }
}
