using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Hosting.Keys;

/// <summary>Writes into the network's journal what was done to the master keys from the command line.</summary>
internal static class EnterKeyChange
{
    /// <param name="version">The key it was done to.</param>
    /// <param name="what">In plain words; never key material.</param>
    public static async Task Run(
        IServiceProvider rooms,
        JournalAction action,
        int version,
        string what
    )
    {
        var at = rooms.GetRequiredService<TimeProvider>().Now();
        var line = new JournalEntry
        {
            BusinessId = 0,
            Deed = Guid.CreateVersion7(at),
            At = at,
            ActorKind = (int)ActorKind.Operator,
            // The account of the machine: whoever runs commands has not signed in with us.
            ActorName = $"{Environment.UserName} (command line)",
            Factor = "System",
            Action = action,
            Entity = "MasterKey",
            EntityId = version,
            EntityKey = Guid.Empty,
            NewValue = what,
        };
        // What is done to the key file is done already: it is told of whether or not somebody still waits.
        await rooms
            .GetRequiredService<Writer>()
            .Write(new Deed(0, [], [new Line(line, null)]), CancellationToken.None);
    }
}
