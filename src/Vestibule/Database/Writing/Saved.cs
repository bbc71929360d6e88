namespace Vestibule.Database.Writing;

/// <summary>A member that cannot be as it was asked for. <paramref name="Why"/> may be shown.</summary>
public sealed record Objection(string Member, string Why);

/// <summary>What became of one record that was to be written.</summary>
public abstract record Saved<T>
    where T : class, IRecord
{
    private Saved() { }

    /// <summary>Durable, or as it stood already.</summary>
    public sealed record Done(T Row) : Saved<T>;

    /// <summary>Not written: these members stand in the way.</summary>
    public sealed record Refused(IReadOnlyList<Objection> Objections) : Saved<T>;

    public sealed record NotWritten(Written Why) : Saved<T>;

    /// <summary>What kept the writer from it; null when it is durable or was never handed over.</summary>
    public Written? NotDone => this is NotWritten(var why) ? why : null;

    /// <summary>One objection.</summary>
    public static Saved<T> No(string member, string why) =>
        new Refused([new Objection(member, why)]);

    /// <summary>The writer's answer about <paramref name="row"/>.</summary>
    public static Saved<T> From(Written written, T row) =>
        written is Written.Done ? new Done(row) : new NotWritten(written);
}
