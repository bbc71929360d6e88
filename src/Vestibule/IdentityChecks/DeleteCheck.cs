using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.Journal;
using Vestibule.Vault;

namespace Vestibule.IdentityChecks;

/// <summary>Takes a check away with its documents and files, in one deed. What the journal says of them stays.</summary>
public sealed class DeleteCheck(
    HandIns handIns,
    Writer writer,
    Book book,
    FileVault vault,
    IEnumerable<EndElsewhere> everywhere
)
{
    /// <summary>What became of a wish to take a check away.</summary>
    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>No such check for this caller.</summary>
        public sealed record NotFound : Outcome;

        /// <summary>It cannot go now; <paramref name="Why"/> may be shown.</summary>
        public sealed record NotYet(string Why) : Outcome;

        /// <summary>Gone, or not written.</summary>
        public sealed record Tried(Written Written) : Outcome;
    }

    public Task<Outcome> Run(
        long checkId,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        Afresh.Write<Outcome>(async () =>
        {
            if (await handIns.Find(checkId, caller, cancelled) is not { } handIn)
            {
                return (null, new Outcome.NotFound());
            }

            if (await EndElsewhere.All(everywhere, handIn, forget: true, at, cancelled) is { } why)
            {
                return (null, new Outcome.NotYet(why));
            }

            var files = await vault.WithPartsAsync(
                [.. handIn.Documents.SelectMany(document => document.Files)],
                cancelled
            );
            var written = await writer.Write(
                await Deed(handIn, files, caller.Actor, at, cancelled),
                cancelled
            );
            if (written is Written.Done)
            {
                vault.Shred(files);
            }

            return (written, new Outcome.Tried(written));
        });

    private async Task<Deed> Deed(
        HandIn handIn,
        IReadOnlyList<Guid> files,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var check = handIn.Check;
        var telling = new Telling(
            actor,
            at,
            check.BusinessId,
            Entities.Check,
            check.Coworker!.UniqueId
        );
        var lines = new List<Line>();
        foreach (var document in handIn.Documents)
        {
            lines.Add(
                await book.Deleted(document, telling with { Entity = Entities.Document }, cancelled)
            );
        }

        lines.Add(await book.Deleted(check, telling, cancelled));
        return new Deed(
            check.BusinessId,
            [
                .. files.Select(file => new Step.DeleteWhere(
                    typeof(SealedFile),
                    nameof(SealedFile.Id),
                    file
                )),
                .. handIn.Documents.Select(document => new Step.Delete(document)),
                new Step.DeleteWhere(
                    typeof(InPersonInspection),
                    nameof(InPersonInspection.IdentityCheckId),
                    check.Id
                ),
                new Step.Delete(check),
            ],
            lines
        );
    }
}
