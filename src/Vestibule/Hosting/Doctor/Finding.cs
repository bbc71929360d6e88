namespace Vestibule.Hosting.Doctor;

/// <summary>What was found about one thing, in words for the owner; never a secret, never a stack trace.</summary>
public abstract record Finding(string Words)
{
    /// <summary>As it should be.</summary>
    public sealed record Well(string Words) : Finding(Words);

    /// <summary>Works, and is worth knowing.</summary>
    public sealed record Note(string Words) : Finding(Words);

    /// <summary>Wrong, or will be.</summary>
    public sealed record Wrong(string Words, string Cure) : Finding(Words);
}

/// <summary>One subject that is looked at.</summary>
/// <param name="Look">Changes nothing. What it throws is told as a finding.</param>
internal sealed record Examination(
    string Name,
    Func<Patient, CancellationToken, IAsyncEnumerable<Finding>> Look
)
{
    /// <summary>For what needs no waiting.</summary>
    public static Examination Of(string name, Func<Patient, IEnumerable<Finding>> look) =>
        new(name, (patient, _) => look(patient).ToAsyncEnumerable());
}
