using Vestibule.Access;
using Vestibule.Database.Reading;
using Vestibule.Database.Writing;
using Vestibule.Journal;
using Vestibule.People;

namespace Vestibule.IdentityChecks;

/// <summary>Makes the checks of one request, all or none.</summary>
public sealed class OpenChecks(Lookup lookup, Writer writer, Book book, DocumentNumbers numbers)
{
    /// <summary>What became of a request.</summary>
    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>Written, with business and coworker attached; the first is the one asked for first.</summary>
        public sealed record Opened(IReadOnlyList<IdentityCheck> Checks) : Outcome;

        /// <summary>There is no such location for this caller.</summary>
        public sealed record NoBusiness : Outcome;

        /// <summary>There is no such coworker for this caller.</summary>
        public sealed record NoCoworker : Outcome;

        /// <summary>The coworker does not belong to that location.</summary>
        public sealed record Elsewhere : Outcome;

        public sealed record NotWritten(Written Why) : Outcome;
    }

    public async Task<Outcome> Run(
        CheckRequest request,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var (business, coworker) = await Find(request, cancelled);
        if (business is null || !caller.Sees(business.Id))
        {
            return new Outcome.NoBusiness();
        }

        if (coworker is null || !coworker.IsAt(caller.Sees))
        {
            return new Outcome.NoCoworker();
        }

        return coworker.BelongsTo(business.Id)
            ? await Write(request, business, coworker, caller, at, cancelled)
            : new Outcome.Elsewhere();
    }

    private async Task<(Business?, Coworker?)> Find(
        CheckRequest request,
        CancellationToken cancelled
    )
    {
        var found = await lookup.Find(
            [
                Sought.Numbered<Business>(request.BusinessId),
                Sought.Numbered<Coworker>(request.CoworkerId),
                new Sought(
                    typeof(CoworkerBusiness),
                    nameof(CoworkerBusiness.CoworkerId),
                    request.CoworkerId
                ),
            ],
            cancelled
        );
        return (
            found[0].OfType<Business>().FirstOrDefault(),
            found[1].OfType<Coworker>().FirstOrDefault() is { } coworker
                ? coworker with
                {
                    Businesses = [.. found[2].Cast<CoworkerBusiness>()],
                }
                : null
        );
    }

    private async Task<Outcome> Write(
        CheckRequest request,
        Business business,
        Coworker coworker,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var checks = new List<IdentityCheck>();
        var lines = new List<Line>();
        foreach (var opened in request.Open(at, caller.Actor.Name))
        {
            var check = await numbers.Seal(opened, coworker.UniqueId, business.UniqueId, cancelled);
            checks.Add(check);
            lines.Add(
                await book.Created(
                    check,
                    new Telling(caller.Actor, at, business.Id, Entities.Check, coworker.UniqueId),
                    cancelled
                )
            );
        }

        var written = await writer.Write(
            new Deed(
                business.Id,
                [
                    .. caller.Once(checks[0].UniqueId, at),
                    .. checks.Select(check => new Step.Insert(check)),
                ],
                lines
            ),
            cancelled
        );
        return written switch
        {
            Written.Done => new Outcome.Opened([
                .. checks.Select(check => check with { Business = business, Coworker = coworker }),
            ]),
            Written.Missing(nameof(IdentityCheck.CoworkerId)) => new Outcome.NoCoworker(),
            Written.Missing(nameof(IdentityCheck.BusinessId)) => new Outcome.NoBusiness(),
            _ => new Outcome.NotWritten(written),
        };
    }
}
