using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Database.Writing;

namespace Vestibule.Journal;

/// <summary>Writes into the network's journal what was done from the command line.</summary>
public static class EnterCommand
{
    /// <param name="about">What it was done to, as lines of the journal name it.</param>
    /// <param name="number">Which one; 0 when there is but one.</param>
    /// <param name="what">In plain words; never a secret, nothing personal.</param>
    public static async Task Run(
        IServiceProvider rooms,
        JournalAction action,
        string about,
        long number,
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
            Entity = about,
            EntityId = number,
            EntityKey = Guid.Empty,
            NewValue = what,
        };
        // It is done already: it is told of whether or not somebody still waits.
        await rooms
            .GetRequiredService<Writer>()
            .Write(new Deed(0, [], [new Line(line, null)]), CancellationToken.None);
    }
}
