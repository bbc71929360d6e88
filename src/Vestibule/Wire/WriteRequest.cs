using Microsoft.AspNetCore.Http;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Database.Writing;

namespace Vestibule.Wire;

/// <summary>
/// A request to write one record: what every such door takes, and the answers that are the same for every entity. Taken
/// as <c>[AsParameters]</c>.
/// </summary>
public sealed record WriteRequest(
    HttpContext Context,
    Caller Caller,
    VestibuleDb Db,
    WriteAnswers Answers,
    TimeProvider Clock,
    CancellationToken Cancelled
)
{
    private DateTimeOffset? began;

    /// <summary>When the request came; the same for all it does.</summary>
    public DateTimeOffset At => began ??= Clock.Now();

    /// <summary>Answers a create with the record as its reader sees it.</summary>
    public async Task<IResult> Create<T>(Resource<T> resource, Body body, Saved<T> saved)
        where T : class, IRecord =>
        saved switch
        {
            Saved<T>.Done(var row) => Answers.Created(resource, await Shown(resource, row), Caller),
            _ => Refusal(saved, body),
        };

    /// <summary>
    /// Runs a PUT: finds the record, compares its tag, reads the body against what stands, writes, and begins again when
    /// somebody else was faster.
    /// </summary>
    public async Task<IResult> Update<T, A>(
        Resource<T> resource,
        Body body,
        Func<T, (A? Asked, IReadOnlyList<FieldError> Errors)> read,
        Func<T, A, Task<Saved<T>>> save
    )
        where T : class, IRecord
        where A : class
    {
        if (RecordId.Read(Context.Request, body, out var refusal) is not { } id)
        {
            return refusal!;
        }

        return await Afresh.Write(async () =>
        {
            if (await Find(resource, id) is not { } before)
            {
                return (null, RecordId.NotFound(Context.Request, body));
            }

            if (Tags.IsStale(Context.Request, before))
            {
                return (null, Tags.Stale());
            }

            var (asked, errors) = read(before);
            if (asked is null)
            {
                return (null, Envelope.Refused(errors));
            }

            var saved = await save(before, asked);
            return saved is Saved<T>.Done(var row)
                ? (null, Answers.Updated(resource, await Shown(resource, row), Caller))
                : (saved.NotDone, Refusal(saved, body));
        });
    }

    /// <summary>Runs a DELETE, beginning again when the record was changed meanwhile.</summary>
    /// <param name="entity">What is deleted, when it is something of the record and not the record.</param>
    public Task<IResult> Delete<T>(
        Resource<T> resource,
        string id,
        Func<T, Task<Saved<T>>> delete,
        string? entity = null
    )
        where T : class, IRecord =>
        Afresh.Write(async () =>
        {
            if (!long.TryParse(id, out var number) || await Find(resource, number) is not { } row)
            {
                return (null, Json.NotFound());
            }

            var saved = await delete(row);
            return (saved.NotDone, Gone(entity ?? resource.Name, saved));
        });

    private IResult Gone<T>(string entity, Saved<T> saved)
        where T : class, IRecord =>
        saved switch
        {
            Saved<T>.Done(var row) => Envelope.Done(
                entity,
                "deleted",
                At,
                Caller.Actor.Name,
                Envelope.IdOnly(row.Id)
            ),
            Saved<T>.Refused(var objections) => Envelope.NotDeleted(objections[0].Why),
            Saved<T>.NotWritten(Written.InUse) => Envelope.NotDeleted(
                "Other records still point at it."
            ),
            Saved<T>.NotWritten(var why) => Wire.Answers.Conflict(why),
            _ => throw new InvalidOperationException($"No answer to {saved}."),
        };

    /// <summary>The record as this caller sees it, or null.</summary>
    public Task<T?> Find<T>(Resource<T> resource, long id)
        where T : class, IRecord => ReadRecords.Find(resource, id, Context, Caller, Db, Cancelled);

    // Read again for the names of what it points at; the caller may have written itself out of its own sight.
    private async Task<T> Shown<T>(Resource<T> resource, T row)
        where T : class, IRecord => await Find(resource, row.Id) ?? row;

    /// <summary>The answer about a record that was not written; <paramref name="body"/> tells what was tried.</summary>
    public static IResult Refusal<T>(Saved<T> saved, Body body)
        where T : class, IRecord =>
        saved switch
        {
            Saved<T>.Refused(var objections) => Envelope.Refused(
                objections.Select(o => new FieldError(o.Member, o.Why, body[o.Member]))
            ),
            Saved<T>.NotWritten(Written.Missing(var member)) => Envelope.Refused([
                new FieldError(member, FieldError.NotFound, body[member]),
            ]),
            Saved<T>.NotWritten(var why) => Wire.Answers.Conflict(why),
            _ => throw new InvalidOperationException($"No answer to {saved}."),
        };
}
