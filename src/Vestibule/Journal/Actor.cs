namespace Vestibule.Journal;

/// <summary>What kind of somebody acts.</summary>
public enum ActorKind
{
    Member,
    Operator,
    Stripe,
    Importer,
    Clock,
}

/// <summary>Who acts, as the journal remembers it.</summary>
/// <param name="Name">E-mail of a user, or the name of a machine actor; also the record's <c>UpdatedBy</c>.</param>
/// <param name="Factor"><c>Bearer</c>, <c>Basic</c>, <c>ApiKey</c> with the key's public id, or <c>System</c>.</param>
/// <param name="From">Address prefix (/24 or /48), or null.</param>
public sealed record Actor(ActorKind Kind, long? UserId, string Name, string Factor, string? From);
