using Vestibule.Journal;

namespace Vestibule;

/// <summary>What every row the API knows carries, whatever it is about.</summary>
public interface IRecord
{
    /// <summary>Given by the database on insert; 0 before that.</summary>
    long Id { get; set; }

    /// <summary>Made before the row is written, so that keys and files can be bound to a row that has no number yet.</summary>
    Guid UniqueId { get; }

    DateTimeOffset CreatedOn { get; }

    DateTimeOffset UpdatedOn { get; }

    /// <summary>E-mail of the acting user, or the name of the machine actor.</summary>
    string? UpdatedBy { get; }

    /// <summary>The caller's own key; never interpreted.</summary>
    string? SystemId { get; }

    /// <summary>Canonical JSON <c>{"Data":[{"Name":…,"Value":…,"Type":…}]}</c>, or null.</summary>
    string? CustomFields { get; }

    /// <summary>Raised by one on each write; a write names the version it was made from and loses if that has gone.</summary>
    int Version { get; }
}

/// <inheritdoc cref="IRecord"/>
public abstract record Record : IRecord
{
    public long Id { get; set; }
    public Guid UniqueId { get; init; } = Guid.CreateVersion7();
    public DateTimeOffset CreatedOn { get; init; }
    public DateTimeOffset UpdatedOn { get; init; }
    public string? UpdatedBy { get; init; }
    public string? SystemId { get; init; }

    [Personal]
    public string? CustomFields { get; init; }
    public int Version { get; init; } = 1;
}
