namespace Vestibule.Outbound;

/// <summary>Why a fetch was refused: for the journal and the log, never for whoever gave the address.</summary>
public enum FetchRefusal
{
    /// <summary>Not an address, too long, of another scheme, with user info, fragment, foreign port or a bare number.</summary>
    Address,

    /// <summary>The name leads, at least in part, to where nobody from outside may look.</summary>
    Private,

    /// <summary>The name system knows no answer.</summary>
    NoSuchHost,

    /// <summary>No connection, broken connection, or encryption that does not check out.</summary>
    Unreachable,

    /// <summary>No turn, no connection, no headers or no end in time.</summary>
    TimedOut,

    /// <summary>Below the least rate.</summary>
    TooSlow,

    /// <summary>More bytes than asked for.</summary>
    TooLarge,

    /// <summary>Any status but 200 and the redirects.</summary>
    Status,

    /// <summary>More than three hops, none named, or from https to http.</summary>
    Redirect,

    /// <summary>A content coding, or something that is not HTTP.</summary>
    Encoding,
}

/// <summary>How a fetch ended.</summary>
public abstract record FetchOutcome<T>
{
    private FetchOutcome() { }

    /// <summary>The body was read to the taker's content.</summary>
    public sealed record Fetched(T Taken) : FetchOutcome<T>;

    /// <summary>Say <see cref="Fetch.Refusal"/> to the caller, whatever the cause.</summary>
    public sealed record Refused(FetchRefusal Cause) : FetchOutcome<T>;
}

/// <summary>Carries a refusal out of the handler and the body stream; never leaves the room.</summary>
internal sealed class FetchRefusedException(FetchRefusal cause)
    : IOException("The fetch was refused.")
{
    public FetchRefusal Cause { get; } = cause;
}
