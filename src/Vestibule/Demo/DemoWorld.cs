using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Documents;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.People;

namespace Vestibule.Demo;

/// <summary>
/// A network of two locations with a dozen members and twenty checks in every state, made through the same deeds as
/// everybody's, so that seals, journal and statuses are real. Only in an empty database, and only once.
/// </summary>
public sealed class DemoWorld(
    VestibuleDb db,
    SaveBusiness businesses,
    SaveCoworker coworkers,
    OpenChecks open,
    AddDocument add,
    ChangeDocument change,
    MoveCheck move
)
{
    private static readonly string[] Members =
    [
        "Ada Example",
        "Ben Sample",
        "Carla Muster",
        "Dev Ejemplo",
        "Eva Voorbeeld",
        "Finn Esimerkki",
        "Greta Beispiel",
        "Hugo Exemple",
        "Ines Esempio",
        "Jonas Eksempel",
        "Kira Primer",
        "Luis Exemplo",
    ];

    private static readonly Caller Maker = new(
        new Grants(0, Guid.Empty, "demo", IsFull: true, new HashSet<long>(), new HashSet<string>()),
        new Actor(ActorKind.Operator, null, "demo@vestibule.invalid", "System", null)
    );

    public async Task Run(DateTimeOffset at, CancellationToken cancelled)
    {
        if (await db.Businesses.AnyAsync(cancelled))
        {
            return;
        }

        var harbour = await Location("Harbour Yard", "harbour.example", null, at, cancelled);
        var mill = await Location("Old Mill", "mill.example", harbour, at, cancelled);
        var people = new List<(long Person, long Home)>();
        for (var n = 0; n < Members.Length; n++)
        {
            var home = n % 3 == 2 ? mill : harbour;
            people.Add((await Member(Members[n], home, at, cancelled), home));
        }

        foreach (var (scene, n) in Scenes.All.Select((scene, n) => (scene, n)))
        {
            var (person, home) = people[n % people.Count];
            await Play(scene, person, home, at, cancelled);
        }
    }

    private async Task Play(
        Scene scene,
        long person,
        long home,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var request = new CheckRequest
        {
            BusinessId = home,
            CoworkerId = person,
            Name = scene.Name,
            Asks = [new Ask(scene.Type, scene.Provider, scene.Words)],
            IdentityDocumentType = scene.Paper,
            AddressDocumentType = scene.AddressPaper,
            IdentityDocumentNumber = scene.Number,
            IdentityDocumentIssuedBy = scene.Number is null ? null : "Utopia",
            IdentityDocumentExpirationDate = scene.Number is null
                ? null
                : new DateOnly(2034, 5, 31),
        };
        var check = ((OpenChecks.Outcome.Opened)await open.Run(request, Maker, at, cancelled))
            .Checks[0]
            .Id;
        foreach (var act in scene.Acts)
        {
            await Act(act, check, person, at, cancelled);
        }
    }

    private async Task Act(
        Act act,
        long check,
        long person,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        switch (act)
        {
            case Act.HandIn(var slots):
                var blank = new DocumentRequest(person, check, "Papers", [], null, null, null);
                var document = ((DocumentOutcome.Done)await add.Run(blank, Maker, at, cancelled))
                    .Document
                    .Id;
                foreach (var slot in slots)
                {
                    using var bytes = new MemoryStream(Specimens.Of(slot));
                    await change.Put(
                        document,
                        slot,
                        bytes,
                        Specimens.NameOf(slot),
                        Maker,
                        _ => false,
                        at,
                        cancelled
                    );
                }

                break;
            case Act.Do(var request):
                await move.Run(check, request, Maker, at, cancelled);
                break;
        }
    }

    private async Task<long> Location(
        string name,
        string address,
        long? root,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var zone = await db.SimpleTimeZones.FirstAsync(z => z.Name == "Europe/Madrid", cancelled);
        var business = new Business
        {
            Name = name,
            WebAddress = address,
            RootLocationId = root,
            SimpleTimeZoneId = zone.Id,
            EmailContact = $"desk@{address}",
        };
        return ((Saved<Business>.Done)await businesses.Create(business, Maker, at, cancelled))
            .Row
            .Id;
    }

    private async Task<long> Member(
        string name,
        long home,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var email = $"{name.Split(' ')[0].ToLowerInvariant()}@member.example";
        var coworker = new Coworker
        {
            FullName = name,
            Email = email,
            InvoicingBusinessId = home,
        };
        return (
            (Saved<Coworker>.Done)
                await coworkers.Create(new CoworkerRequest(coworker, [home]), Maker, at, cancelled)
        )
            .Row
            .Id;
    }
}
