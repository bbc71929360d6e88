using System.Net;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Access;

/// <summary>
/// Writes into the journal that a name was locked out, once for each pause. Names that nobody has are told of as well:
/// an answer that came sooner for them would tell which names exist.
/// </summary>
internal sealed class TellLockOut(Writer writer, LockOutRules rules)
{
    public async Task After(int failures, User? user, IPAddress? from, DateTimeOffset at)
    {
        var pause = LockOut.Length(failures, rules.PerName);
        if (pause == TimeSpan.Zero)
            return;
        var line = new JournalEntry
        {
            BusinessId = 0,
            Deed = Guid.CreateVersion7(at),
            At = at,
            ActorKind = (int)ActorKind.Clock,
            ActorName = "Vestibule",
            Factor = "System",
            From = AddressPrefix.Of(from),
            Action = JournalAction.Refusal,
            Entity = "User",
            EntityId = user?.Id ?? 0,
            EntityKey = user?.UniqueId ?? Guid.Empty,
            Member = "SignIn",
            NewValue = $"locked for {pause.TotalMinutes:0} min after {failures} failures",
        };
        await writer.Write(new Deed(0, [], [new Line(line, null)]), CancellationToken.None);
    }
}
