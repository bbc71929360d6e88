using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Database.Writing;

namespace Vestibule.Wire;

/// <summary>
/// Metadata of a route that takes an <c>Idempotency-Key</c>: how what it once did is answered again. Every POST that
/// changes something carries it.
/// </summary>
/// <param name="Answer">Null when the route looks at its <see cref="Caller.OnceUnder"/> itself, part by part.</param>
public sealed record Repeatable(Func<HttpContext, Caller, KeyedRequest, Task<IResult>>? Answer)
{
    /// <summary>
    /// Of a route that lets in whom nobody knows: answers whoever sends the same request under the same key. Whoever is
    /// signed in there is a stranger like any other.
    /// </summary>
    public Func<HttpContext, KeyedRequest, Task<IResult>>? ToAnybody { get; private init; }

    /// <summary>Whether the route sees itself to what was done before.</summary>
    internal bool IsByParts => this is { ToAnybody: null, Answer: null };

    /// <summary>The answer to what was done before, when the route does not see to it itself.</summary>
    internal Task<IResult> Again(HttpContext context, KeyedRequest done) =>
        ToAnybody is not null
            ? ToAnybody(context, done)
            : Answer!(context, context.Features.Get<Caller>()!, done);

    /// <summary>For a route that lets anybody in.</summary>
    public static Repeatable ByStrangers(Func<HttpContext, KeyedRequest, Task<IResult>> answer) =>
        new((Func<HttpContext, Caller, KeyedRequest, Task<IResult>>?)null) { ToAnybody = answer };

    /// <summary>The door runs what has not been done and answers for all of it.</summary>
    public static readonly Repeatable Parts = new(
        (Func<HttpContext, Caller, KeyedRequest, Task<IResult>>?)null
    );

    /// <summary>For an answer that holds a secret kept nowhere.</summary>
    public static readonly Repeatable NotShownAgain = new(
        (_, _, _) =>
            Task.FromResult<IResult>(
                Json.Message(
                    StatusCodes.Status409Conflict,
                    "This was done before under the same Idempotency-Key, and its secret was shown then, once. "
                        + "Ask for another under another key, and revoke an API key nobody has seen."
                )
            )
    );

    /// <summary>The answer when there is nothing left to answer from.</summary>
    internal static IResult Gone =>
        Json.Message(
            StatusCodes.Status410Gone,
            "What this Idempotency-Key made has been deleted since."
        );

    /// <summary>The answer that a record was changed, which names it.</summary>
    public static Repeatable Updated<T>(Resource<T> resource)
        where T : class, IRecord =>
        new(
            async (context, caller, done) =>
                Envelope.Done(
                    resource.Name,
                    "updated",
                    done.At,
                    caller.Actor.Name,
                    Envelope.IdOnly(await IdOf(resource, context, done))
                )
        );

    /// <summary>The answer of a create, from the record as it stands now.</summary>
    public static Repeatable Created<T>(Resource<T> resource)
        where T : class, IRecord =>
        new(
            async (context, caller, done) =>
            {
                var services = context.RequestServices;
                var id = await IdOf(resource, context, done);
                var row = await ReadRecords.Find(
                    resource,
                    id,
                    context,
                    caller,
                    services.GetRequiredService<VestibuleDb>(),
                    context.RequestAborted
                );
                return row is not null
                        ? services.GetRequiredService<WriteAnswers>().Created(resource, row, caller)
                    : id != 0
                        ? Envelope.Done(
                            resource.Name,
                            "created",
                            done.At,
                            caller.Actor.Name,
                            Envelope.IdOnly(id)
                        )
                    : Gone;
            }
        );

    /// <summary>0 when the record is gone.</summary>
    private static Task<long> IdOf<T>(Resource<T> resource, HttpContext context, KeyedRequest done)
        where T : class, IRecord =>
        resource
            .Rows(context.RequestServices.GetRequiredService<VestibuleDb>())
            .Where(row => row.UniqueId == done.Outcome)
            .Select(row => row.Id)
            .FirstOrDefaultAsync(context.RequestAborted);
}

public static class RepeatableRoutes
{
    /// <summary>Lets callers put a key on requests of this route and send them again without fear.</summary>
    public static T AnsweredOnce<T>(this T route, Repeatable how)
        where T : IEndpointConventionBuilder => route.WithMetadata(how);
}
