namespace Vestibule.Database.Writing;

/// <summary>
/// Work that was done under a key its caller chose, so that it is done once however often it is asked for. Written with
/// the work in one deed: both are there or neither is. Holds no bodies; an answer is made again from what it points at.
/// </summary>
public sealed record KeyedRequest
{
    /// <summary>Names caller, address and key: 32 bytes that take a secret to make.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>Which part of the request: the id of a record among several, or 0 for all of it.</summary>
    public required long Part { get; init; }

    /// <summary>Of what was asked for: 32 bytes that take a secret to make.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary><c>UniqueId</c> of the record that was made or changed.</summary>
    public required Guid Outcome { get; init; }

    public required DateTimeOffset At { get; init; }
}
