namespace Vestibule.Access;

/// <summary>
/// What is remembered of attempts to sign in under one name, from one address, or under one name from one address.
/// Whom it is about is a keyed digest: names that were tried may be anybody's.
/// </summary>
public sealed class SignInTrace
{
    public required string Key { get; init; }

    /// <summary>Wrong passwords and codes in a row.</summary>
    public int Failures { get; init; }

    /// <summary>The last of them, in milliseconds since 1970.</summary>
    public long? FailedAt { get; init; }

    /// <summary>When a sign-in last went well, in milliseconds since 1970; kept for a name from an address.</summary>
    public long? GoodAt { get; init; }
}

/// <summary>A code for whoever has lost the generator of codes: works once. 120 random bits, so a plain digest is kept.</summary>
public sealed class RecoveryCode
{
    public long Id { get; init; }
    public required long UserId { get; init; }
    public required byte[] Sha256 { get; init; }
}
