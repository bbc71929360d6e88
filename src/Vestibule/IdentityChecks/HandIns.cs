using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.IdentityChecks;

/// <summary>Reads a check with all its documents, and writes what became of them in one deed.</summary>
public sealed class HandIns(VestibuleDb db, Writer writer, Book book, DocumentNumbers numbers)
{
    /// <summary>Everything about one check, its number opened; null when this caller sees no such check.</summary>
    public async Task<HandIn?> Find(long checkId, Caller caller, CancellationToken cancelled)
    {
        var read = await db
            .IdentityChecks.AsNoTracking()
            .Where(c => c.Id == checkId)
            .Select(c => new
            {
                Check = c,
                c.Business,
                c.Coworker,
                Documents = db
                    .CheckDocuments.Where(d => d.IdentityCheckId == c.Id)
                    .OrderBy(d => d.Id)
                    .ToList(),
                Inspected = db.InPersonInspections.Any(i =>
                    i.IdentityCheckId == c.Id && i.HandIn == c.HandIn
                ),
            })
            .FirstOrDefaultAsync(cancelled);
        if (read is null || !caller.Sees(read.Check.BusinessId))
        {
            return null;
        }

        var check = read.Check with { Business = read.Business, Coworker = read.Coworker };
        return new HandIn(await numbers.Open(check, cancelled), read.Documents)
        {
            Inspected = read.Inspected,
        };
    }

    /// <summary>
    /// Writes the difference between two states of a check and its documents. The check's version is raised with every
    /// write, even one of a document alone, so that a decision and a hand-in can never pass each other unseen.
    /// </summary>
    /// <param name="files">Steps for the files that come or go with it.</param>
    /// <returns>What became of it, and the rows as written.</returns>
    public async Task<(Written Written, HandIn After)> Save(
        HandIn before,
        HandIn after,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled,
        IReadOnlyList<Step>? files = null,
        string? reason = null,
        IReadOnlyList<Line>? more = null
    )
    {
        var coworker = before.Check.Coworker!.UniqueId;
        var telling = new Telling(
            actor,
            at,
            before.Check.BusinessId,
            Entities.Check,
            coworker,
            reason
        );
        var about = telling with { Entity = Entities.Document };
        var steps = new List<Step>();
        var lines = new List<Line>();

        var sealedCheck =
            after.Check.IdentityDocumentNumber == before.Check.IdentityDocumentNumber
                ? after.Check
                : await numbers.Seal(
                    after.Check,
                    coworker,
                    before.Check.Business!.UniqueId,
                    cancelled
                );
        var changes = await book.Changed(before.Check, sealedCheck, telling, cancelled);
        var check =
            changes.Count > 0
                ? sealedCheck with
                {
                    UpdatedOn = at,
                    UpdatedBy = actor.Name,
                }
                : sealedCheck;
        check = check with { Version = before.Check.Version + 1 };
        steps.Add(new Step.Update(check));
        lines.AddRange(changes);

        // Sealed files point at their document by key, so they go before it when it goes and come after it when it comes.
        var kept = after.Documents.Where(d => d.Id != 0).Select(d => d.Id).ToHashSet();
        var gone = before.Documents.Where(d => !kept.Contains(d.Id)).ToList();
        steps.AddRange(files?.Where(step => step is not Step.Insert) ?? []);
        foreach (var document in gone)
        {
            steps.Add(new Step.Delete(document));
            lines.Add(await book.Deleted(document, about, cancelled));
        }

        var written = new List<CheckDocument>();
        foreach (var document in after.Documents)
        {
            written.Add(await StepFor(before, document, about, steps, lines, cancelled));
        }

        steps.AddRange(files?.Where(step => step is Step.Insert) ?? []);
        lines.AddRange(more ?? []);
        var answer = await writer.Write(new Deed(before.Check.BusinessId, steps, lines), cancelled);
        return (answer, after with { Check = check, Documents = written });
    }

    private async Task<CheckDocument> StepFor(
        HandIn before,
        CheckDocument document,
        Telling telling,
        List<Step> steps,
        List<Line> lines,
        CancellationToken cancelled
    )
    {
        if (document.Id == 0)
        {
            var created = document with
            {
                CreatedOn = telling.At,
                UpdatedOn = telling.At,
                UpdatedBy = telling.Actor.Name,
            };
            steps.Add(new Step.Insert(created));
            lines.Add(await book.Created(created, telling, cancelled));
            return created;
        }

        var stored = before.Documents.Single(d => d.Id == document.Id);
        var changes = await book.Changed(stored, document, telling, cancelled);
        if (changes.Count == 0 && stored.HandIn == document.HandIn)
        {
            return document;
        }

        var changed = document with
        {
            Version = stored.Version + 1,
            UpdatedOn = telling.At,
            UpdatedBy = telling.Actor.Name,
        };
        steps.Add(new Step.Update(changed));
        lines.AddRange(changes);
        return changed;
    }
}
