namespace Vestibule.Access;

/// <summary>How many wrong answers in a row are free.</summary>
/// <param name="PerName">Under one name, whether or not a user has it.</param>
/// <param name="PerAddress">From one address, of IPv6 from one /64.</param>
public sealed record LockOutRules(int PerName = 5, int PerAddress = 5);

/// <summary>
/// How long no password is compared after too many wrong ones: a minute, doubling to a quarter of an hour, never for
/// good. One more wrong answer after a pause begins the next, so half a day has room for less than sixty.
/// </summary>
public static class LockOut
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Failures older than this count no more.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromHours(12);

    /// <summary>An address from which somebody signed in this lately is familiar.</summary>
    public static readonly TimeSpan Familiar = TimeSpan.FromDays(90);

    /// <summary>The pause after so many failures in a row.</summary>
    public static TimeSpan Length(int failures, int free)
    {
        var over = failures - free;
        return over switch
        {
            < 0 => TimeSpan.Zero,
            >= 4 => Longest,
            _ => Shortest * (1 << over),
        };
    }

    /// <summary>The end of the pause that lasts at this moment, or null.</summary>
    public static DateTimeOffset? Until(SignInTrace? trace, int free, DateTimeOffset at)
    {
        if (trace?.FailedAt is not { } failed)
            return null;
        var until = DateTimeOffset.FromUnixTimeMilliseconds(failed) + Length(trace.Failures, free);
        return until > at ? until : null;
    }

    /// <summary>Whether the sign-in that went well from this address is recent enough to trust the address with the name.</summary>
    public static bool IsFamiliar(SignInTrace? pair, DateTimeOffset at) =>
        pair?.GoodAt is { } good && DateTimeOffset.FromUnixTimeMilliseconds(good) > at - Familiar;
}
