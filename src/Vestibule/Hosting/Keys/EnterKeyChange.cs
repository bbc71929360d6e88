using Vestibule.Journal;

namespace Vestibule.Hosting.Keys;

/// <summary>Writes into the network's journal what was done to the master keys from the command line.</summary>
internal static class EnterKeyChange
{
    /// <param name="version">The key it was done to.</param>
    /// <param name="what">In plain words; never key material.</param>
    public static Task Run(
        IServiceProvider rooms,
        JournalAction action,
        int version,
        string what
    ) => EnterCommand.Run(rooms, action, "MasterKey", version, what);
}
