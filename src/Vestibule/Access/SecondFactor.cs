namespace Vestibule.Access;

/// <summary>
/// A user's generator of time-based codes. A row of its own, so that saving the user from an older read cannot turn
/// <see cref="LastStep"/> back and let a used code work again.
/// </summary>
public sealed class SecondFactor
{
    public required long UserId { get; init; }

    /// <summary>The shared seed, closed by the master key and bound to <see cref="User.UniqueId"/>.</summary>
    public required byte[] SealedSeed { get; init; }

    /// <summary>Last 30-second step a code was accepted for: a code works once (RFC 6238 section 5.2).</summary>
    public long LastStep { get; set; }
}
