using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.IdentityChecks;

/// <summary>What came of a command that is no move.</summary>
public abstract record CommandOutcome
{
    private CommandOutcome() { }

    /// <param name="Opens">An address for whoever asked, or null.</param>
    public sealed record Done(Uri? Opens = null) : CommandOutcome;

    public sealed record NotDone(string Why) : CommandOutcome;

    /// <summary>Somebody else was faster each time, or the database gave no turn.</summary>
    public sealed record NotWritten(Written Why) : CommandOutcome;

    public static readonly CommandOutcome NotFound = new NotDone("Not found");

    /// <summary>What is answered for a write.</summary>
    public static CommandOutcome Of(Written written) =>
        written is Written.Done ? new Done() : new NotWritten(written);
}

/// <summary>A command on one check, as it was asked for.</summary>
/// <param name="Caller">Puts <see cref="Access.Caller.Once"/> into the deed that does the work.</param>
/// <param name="Origin">How the outside reaches this server.</param>
public sealed record CommandCall(
    long CheckId,
    CommandRequest Request,
    Caller Caller,
    Uri Origin,
    DateTimeOffset At
);

/// <summary>Runs one of the commands of checks that another room answers for; scoped.</summary>
public sealed record AddedCommand(
    string Key,
    Func<CommandCall, CancellationToken, Task<CommandOutcome>> Run
);
