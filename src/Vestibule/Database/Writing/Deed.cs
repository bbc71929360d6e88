using Vestibule.Journal;

namespace Vestibule.Database.Writing;

/// <summary>
/// One caller's change, all or nothing: rows to write and the journal lines that tell of them. Handed to
/// <see cref="Writer"/>, which commits many callers' deeds in one durable transaction, each under its own savepoint.
/// </summary>
/// <param name="Chain">Location whose journal chain the lines belong to; 0 for the network.</param>
public sealed record Deed(long Chain, IReadOnlyList<Step> Steps, IReadOnlyList<Line> Lines);

/// <summary>One row written. Order is kept.</summary>
public abstract record Step
{
    private Step() { }

    /// <summary>A new row; its generated <c>Id</c> (if it has one) is set on <paramref name="Row"/> when the deed is written.</summary>
    public sealed record Insert(object Row) : Step;

    /// <summary>
    /// A new row that belongs to one inserted earlier in the same deed: <paramref name="Property"/> gets the number of
    /// <paramref name="Parent"/>, which nobody knows yet. The row's own value of it is ignored and stays.
    /// </summary>
    public sealed record InsertUnder(object Row, string Property, IRecord Parent) : Step;

    /// <summary>
    /// All columns of a changed row. <paramref name="Row"/> carries the raised version; the row written is the one whose
    /// version is one lower, or the deed is <see cref="Written.Lost"/>. Rows without a version are found by key.
    /// </summary>
    public sealed record Update(object Row) : Step;

    /// <summary>A row taken away, found by key and, where it has one, by its present version.</summary>
    public sealed record Delete(object Row) : Step;

    /// <summary>Rows of <paramref name="Entity"/> whose <paramref name="Property"/> equals <paramref name="Value"/>; none is fine.</summary>
    public sealed record DeleteWhere(Type Entity, string Property, object Value) : Step;
}

/// <summary>A journal line to be: everything but its place in the chain and, for new rows, the row's number.</summary>
/// <param name="About">The row told of; its <c>Id</c> is read after it was inserted.</param>
public sealed record Line(JournalEntry Entry, IRecord? About);

/// <summary>What became of a deed. Each caller gets its own answer, after the commit that decided it.</summary>
public abstract record Written
{
    private Written() { }

    /// <summary>Durable.</summary>
    public sealed record Done : Written;

    /// <summary>Somebody else changed a row since it was read; nothing of the deed was written.</summary>
    public sealed record Lost : Written;

    /// <summary>A row pointed at is not there. <paramref name="Property"/> is the pointing member.</summary>
    public sealed record Missing(string Property) : Written;

    /// <summary>A row with the same unique <paramref name="Property"/> (comma-joined when several) is there already.</summary>
    public sealed record Duplicate(string Property) : Written;

    /// <summary>Done before under the same <see cref="RequestKey"/>; nothing was written.</summary>
    public sealed record Repeated : Written;

    /// <summary>A row that others still point at was to be deleted.</summary>
    public sealed record InUse : Written;

    /// <summary>No turn within the deadline; nothing was written and the caller may try again.</summary>
    public sealed record Busy : Written;

    /// <summary>The connection died around the commit and the database stays away: it may or may not be there.</summary>
    public sealed record Unknown : Written;
}
