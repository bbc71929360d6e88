using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Database.Reading;
using Vestibule.Database.Writing;
using Vestibule.Vault;

namespace Vestibule.Wire;

/// <summary>
/// <c>Idempotency-Key</c> on POST (draft-ietf-httpapi-idempotency-key-header-07): what a caller sends again under the
/// same key is done once and answered alike. 400 for a key that cannot be one, 422 when it was used for something else,
/// 409 with <c>Retry-After</c> while a twin takes long. What was refused is not remembered.
/// </summary>
public sealed class AnswerOnce(
    RequestTurns turns,
    Lookup lookup,
    KeyRing keyRing,
    TimeProvider clock
)
{
    public const string Header = "Idempotency-Key";

    /// <summary>The name to ask <see cref="KeyRing.SecretAsync"/> for.</summary>
    public const string Secret = "request-keys";

    internal const string Used = "was used for another request before";

    /// <summary>Characters.</summary>
    public const int LongestKey = 255;

    /// <summary>Longer than a write waits for its turn, so that a twin is seldom sent away for nothing.</summary>
    public static readonly TimeSpan Patience = DatabaseSetup.Patience + TimeSpan.FromSeconds(1);

    public Task Run(HttpContext context, StringValues keys, RequestDelegate next) =>
        How(context) is { } how
        && (how.ToAnybody is not null || context.Features.Get<Caller>() is not null)
            ? Run(context, keys, how, next)
            : next(context);

    /// <summary>For whoever finds, while writing, that another instance was faster.</summary>
    internal async Task Again(HttpContext context)
    {
        if (
            context.Features.Get<RequestKey>() is not { } key
            || How(context) is not { } how
            || !await Answered(
                context,
                how,
                key with
                {
                    Done = await Done(key.Digest, context.RequestAborted),
                }
            )
        )
        {
            await SendAway(context);
        }
    }

    private async Task Run(
        HttpContext context,
        StringValues keys,
        Repeatable how,
        RequestDelegate next
    )
    {
        if (Objection(keys) is { } why)
        {
            await Envelope.Refused([new FieldError(Header, why)]).ExecuteAsync(context);
            return;
        }

        var body = await Body.BindAsync(context);
        context.Features.Set(body);
        var secret = await keyRing.SecretAsync(Secret, context.RequestAborted);
        var fingerprint = Fingerprint.Of(secret, body, context.Request.QueryString.Value ?? "");
        var caller = how.ToAnybody is null ? context.Features.Get<Caller>() : null;
        var path = context.Request.Path.Value!;
        var digest = caller is null
            ? Fingerprint.OfStrangersKey(secret, fingerprint, path, keys[0]!)
            : Fingerprint.OfKey(secret, (caller.Grants.UserId, caller.Key?.Id), path, keys[0]!);
        for (var since = clock.GetTimestamp(); ; )
        {
            using var turn = turns.Take(digest, out var theirs);
            var key = new RequestKey(
                digest,
                fingerprint,
                await Done(digest, context.RequestAborted)
            );
            if (await Answered(context, how, key))
            {
                return;
            }

            if (turn is not null)
            {
                context.Features.Set(key);
                if (caller is not null)
                {
                    context.Features.Set(caller with { OnceUnder = key });
                }

                await next(context);
                return;
            }

            if (!await Ends(theirs, Patience - clock.GetElapsedTime(since), context.RequestAborted))
            {
                await SendAway(context);
                return;
            }
        }
    }

    private static Repeatable? How(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Repeatable>();

    private static string? Objection(StringValues keys) =>
        keys.Count > 1 ? "was sent more than once"
        : keys[0] is not { Length: > 0 } key ? FieldError.Required
        : key.Length > LongestKey ? $"has more than {LongestKey} characters"
        : key.Any(c => c is <= ' ' or > '~') ? "holds something else than visible ASCII characters"
        : null;

    private async Task<IReadOnlyDictionary<long, KeyedRequest>> Done(
        byte[] digest,
        CancellationToken cancelled
    )
    {
        var sought = new Sought(typeof(KeyedRequest), nameof(KeyedRequest.Digest), digest);
        var found = await lookup.Find([sought], cancelled);
        return found[0].Cast<KeyedRequest>().ToDictionary(done => done.Part);
    }

    /// <summary>Answers what was done before, or was done as something else; false when there is something to do.</summary>
    private static async Task<bool> Answered(HttpContext context, Repeatable how, RequestKey key)
    {
        if (key.Done.Values.Any(done => !done.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint)))
        {
            await Envelope
                .Refused([new FieldError(Header, Used)], StatusCodes.Status422UnprocessableEntity)
                .ExecuteAsync(context);
            return true;
        }

        if (how.IsByParts || key.Earlier is not { } earlier)
        {
            return false;
        }

        await new Replayed(await how.Again(context, earlier)).ExecuteAsync(context);
        return true;
    }

    private async Task<bool> Ends(Task theirs, TimeSpan within, CancellationToken cancelled)
    {
        if (within <= TimeSpan.Zero)
        {
            return false;
        }

        var late = Task.Delay(within, clock, cancelled);
        await Task.WhenAny(theirs, late);
        cancelled.ThrowIfCancellationRequested();
        return theirs.IsCompleted;
    }

    private static Task SendAway(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return Json.Message(
                StatusCodes.Status409Conflict,
                "The same request is being done at this moment. Send it again with the same Idempotency-Key."
            )
            .ExecuteAsync(context);
    }
}
