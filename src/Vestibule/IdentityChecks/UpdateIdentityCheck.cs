using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.IdentityChecks;

/// <summary><c>PUT /api/spaces/coworkeridentitychecks</c>, the id in the body or, as some clients do, in the path.</summary>
public static class UpdateIdentityCheck
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var resource = CoworkerIdentityChecks.Resource;
        routes
            .MapPut(resource.Path, Handle)
            .RequireRole(resource.Role("Edit"))
            .WithMetadata(new Described(resource.Name, Operation.Update));
        routes.MapPut($"{resource.Path}/{{id}}", Handle).RequireRole(resource.Role("Edit"));
    }

    private static async Task<IResult> Handle(
        HttpRequest request,
        Body body,
        Caller caller,
        HandIns handIns,
        IEnumerable<EndElsewhere> everywhere,
        WriteAnswers answers,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        if (RecordId.Read(request, body, out var refusal) is not { } id)
        {
            return refusal!;
        }

        return await Afresh.Write(async () =>
        {
            if (await handIns.Find(id, caller, cancelled) is not { } before)
            {
                return (null, RecordId.NotFound(request, body));
            }

            if (Tags.IsStale(request, before.Check))
            {
                return (null, Tags.Stale());
            }

            if (
                CoworkerIdentityCheckBody.ReadUpdate(body, before.Check, out var errors)
                is not { } changed
            )
            {
                return (null, Envelope.Refused(errors));
            }

            var asked = before with { Check = changed };
            if (
                StatusWish.Apply(
                    body,
                    before.Check.VerificationStatus,
                    asked,
                    caller.Actor.Kind,
                    WordsIn(body, before),
                    out var why
                )
                is not { } after
            )
            {
                return (null, Envelope.Refused([why!]));
            }

            if (after.Check == before.Check)
            {
                return (
                    null,
                    answers.Updated(CoworkerIdentityChecks.Resource, before.Check, caller)
                );
            }

            if (
                after.Check.VerificationStatus is VerificationStatus.Cancelled
                && before.Check.VerificationStatus is not VerificationStatus.Cancelled
                && await EndElsewhere.All(everywhere, before, false, clock.Now(), cancelled)
                    is { } notYet
            )
            {
                return (
                    null,
                    Envelope.Refused([
                        new FieldError("VerificationStatus", notYet, body["VerificationStatus"]),
                    ])
                );
            }

            var (written, saved) = await handIns.Save(
                before,
                after,
                caller.Actor,
                clock.Now(),
                cancelled
            );
            return (
                written,
                written is Written.Done
                    ? answers.Updated(CoworkerIdentityChecks.Resource, saved.Check, caller)
                    : Answers.Conflict(written)
            );
        });
    }

    // A client that rejects by PUT says why in the member that shows it; sent back unchanged it says nothing new.
    private static string? WordsIn(Body body, HandIn before) =>
        new Reading(body).Text("LastError") is { } words && words != before.Check.LastError
            ? words
            : null;
}
