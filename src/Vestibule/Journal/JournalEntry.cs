namespace Vestibule.Journal;

/// <summary>What happened. Numbers 1 to 3 are those of the vendor's audit trail.</summary>
public enum JournalAction
{
    Create = 1,
    Update = 2,
    Delete = 3,

    /// <summary>Somebody was shown evidence.</summary>
    Look = 101,

    /// <summary>Somebody was refused something worth remembering.</summary>
    Refusal = 102,

    /// <summary>A file of it was found missing or damaged.</summary>
    Damage = 103,
}

/// <summary>
/// One line of the book: who changed which member of what, when and from where. Lines are only ever added, in the
/// transaction of the change they tell of, and chained per location: <see cref="Hash"/> covers the line and the hash
/// before it. A change of several members is several lines with one <see cref="Deed"/>.
/// </summary>
public sealed record JournalEntry
{
    /// <summary>Given by the database, and rising within a chain.</summary>
    public long Id { get; set; }

    /// <summary>The location whose chain the line belongs to; 0 for the network's own.</summary>
    public required long BusinessId { get; init; }

    /// <summary>1, 2, 3 … without gaps within a chain.</summary>
    public long Sequence { get; init; }

    /// <summary>Shared by the lines written together.</summary>
    public required Guid Deed { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Number of the actor's kind (member, operator, Stripe, importer, clock).</summary>
    public required int ActorKind { get; init; }
    public long? ActorUserId { get; init; }

    /// <summary>E-mail of a user, or the name of a machine actor.</summary>
    public required string ActorName { get; init; }

    /// <summary>How the actor had signed in: <c>Bearer</c>, <c>Basic</c>, <c>ApiKey</c>, <c>System</c>.</summary>
    public required string Factor { get; init; }

    /// <summary>Address prefix (/24 or /48), never the whole address.</summary>
    public string? From { get; init; }
    public required JournalAction Action { get; init; }

    /// <summary>The vendor's short name of the entity, e.g. <c>CoworkerIdentityCheck</c>.</summary>
    public required string Entity { get; init; }
    public long EntityId { get; init; }
    public required Guid EntityKey { get; init; }

    /// <summary>The changed member, or null for creates, deletes and looks.</summary>
    public string? Member { get; init; }
    public string? OldValue { get; init; }
    public string? NewValue { get; init; }

    /// <summary>Whose key seals <see cref="Sealed"/>; null when the line says nothing personal.</summary>
    public Guid? CoworkerKey { get; init; }

    /// <summary>JSON <c>{"old":…,"new":…,"reason":…}</c>, sealed.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>HMAC-SHA256 over the line and the hash before it.</summary>
    public byte[] Hash { get; init; } = [];

    /// <summary>False when it holds more than the hash covers: parts of a microsecond, which only somebody else can have put there.</summary>
    internal bool IsWhole => At.UtcTicks % TimeSpan.TicksPerMicrosecond == 0;
}

/// <summary>The last link of a chain. Its row lock is what orders writers of the same location.</summary>
public sealed record JournalHead
{
    public required long BusinessId { get; init; }
    public long Sequence { get; init; }
    public byte[] Hash { get; init; } = new byte[32];
}
