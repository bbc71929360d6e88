namespace Vestibule.Database.Writing;

/// <summary>The key under which a request is to be done once, and which parts of it have been done before.</summary>
public sealed record RequestKey(
    byte[] Digest,
    byte[] Fingerprint,
    IReadOnlyDictionary<long, KeyedRequest> Done
)
{
    public long Part { get; init; }

    /// <summary>This part of the request, when it has been done before.</summary>
    public KeyedRequest? Earlier => Done.GetValueOrDefault(Part);

    /// <summary>Belongs into the deed that does the work; a second one makes the deed <see cref="Written.Repeated"/>.</summary>
    public Step Step(Guid outcome, DateTimeOffset at) =>
        new Step.Insert(
            new KeyedRequest
            {
                Digest = Digest,
                Part = Part,
                Fingerprint = Fingerprint,
                Outcome = outcome,
                At = at,
            }
        );
}
