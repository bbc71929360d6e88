using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.People;

/// <summary>Writes a coworker and the list of its locations, personal values sealed in the journal under its own key.</summary>
public sealed class SaveCoworker(Writer writer, Book book, JudgeCoworker judge)
{
    public async Task<Saved<Coworker>> Create(
        CoworkerRequest request,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (await judge.Home(request, caller, cancelled) is not { } home)
        {
            return Saved<Coworker>.No(nameof(Coworker.InvoicingBusinessId), "is a required field");
        }

        var asked = request.Coworker with
        {
            InvoicingBusinessId = home,
            RegistrationDate = request.Coworker.RegistrationDate ?? at,
        };
        if (
            await judge.Objections(null, asked, request.Businesses ?? [], caller, cancelled) is
            { Count: > 0 } objections
        )
        {
            return new Saved<Coworker>.Refused(objections);
        }

        var made = Linked(asked, request.Businesses ?? []) with
        {
            CreatedOn = at,
            UpdatedOn = at,
            UpdatedBy = caller.Actor.Name,
        };
        var line = await book.Created(made, Telling(made, caller, at), cancelled);
        var links = made.Businesses.Select(
            Step (link) => new Step.InsertUnder(link, nameof(CoworkerBusiness.CoworkerId), made)
        );
        return Saved<Coworker>.From(
            await writer.Write(
                new Deed(
                    home,
                    [.. caller.Once(made.UniqueId, at), new Step.Insert(made), .. links],
                    [line]
                ),
                cancelled
            ),
            made
        );
    }

    public async Task<Saved<Coworker>> Update(
        Coworker before,
        CoworkerRequest request,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var wanted = request.Businesses ?? before.Locations;
        if (
            await judge.Objections(before, request.Coworker, wanted, caller, cancelled) is
            { Count: > 0 } objections
        )
        {
            return new Saved<Coworker>.Refused(objections);
        }

        // Who does not see a location cannot take it away, not even by leaving it out.
        var asked = Linked(
            request.Coworker,
            [.. wanted, .. before.Locations.Where(id => !caller.Sees(id))]
        );
        var lines = await book.Changed(before, asked, Telling(before, caller, at), cancelled);
        if (lines.Count == 0)
        {
            return new Saved<Coworker>.Done(before);
        }

        var after = asked with
        {
            Version = before.Version + 1,
            UpdatedOn = at,
            UpdatedBy = caller.Actor.Name,
        };
        var gone = before
            .Businesses.Except(after.Businesses)
            .Select(Step (link) => new Step.Delete(link));
        var come = after
            .Businesses.Except(before.Businesses)
            .Select(Step (link) => new Step.Insert(link));
        return Saved<Coworker>.From(
            await writer.Write(
                new Deed(
                    before.InvoicingBusinessId,
                    [new Step.Update(after), .. gone, .. come],
                    lines
                ),
                cancelled
            ),
            after
        );
    }

    /// <summary>Taken away with the list of its locations; refused while checks or documents point at it.</summary>
    public async Task<Saved<Coworker>> Delete(
        Coworker coworker,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var line = await book.Deleted(coworker, Telling(coworker, caller, at), cancelled);
        var written = await writer.Write(
            new Deed(coworker.InvoicingBusinessId, [new Step.Delete(coworker)], [line]),
            cancelled
        );
        return written is Written.InUse
            ? Saved<Coworker>.No(
                nameof(Coworker.Id),
                "Identity checks of this coworker are still here."
            )
            : Saved<Coworker>.From(written, coworker);
    }

    private static Coworker Linked(Coworker coworker, IEnumerable<long> businesses) =>
        coworker with
        {
            Businesses =
            [
                .. businesses
                    .Distinct()
                    .Where(id => id != coworker.InvoicingBusinessId)
                    .Order()
                    .Select(id => new CoworkerBusiness
                    {
                        CoworkerId = coworker.Id,
                        BusinessId = id,
                    }),
            ],
        };

    private static Telling Telling(Coworker coworker, Caller caller, DateTimeOffset at) =>
        new(caller.Actor, at, coworker.InvoicingBusinessId, Entities.Coworker, coworker.UniqueId);
}
