using Vestibule.Access;
using Vestibule.Wire;

namespace Vestibule.IdentityChecks;

/// <summary>What came of a command that is no move.</summary>
public abstract record CommandOutcome
{
    private CommandOutcome() { }

    /// <param name="Opens">An address for whoever asked, or null.</param>
    public sealed record Done(Uri? Opens = null) : CommandOutcome;

    public sealed record NotDone(string Why) : CommandOutcome;
}

/// <summary>A command on one check, as it was asked for.</summary>
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
