using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>How things stand after Stripe was asked.</summary>
/// <param name="Session">The present session, with its address while it waits for its person; null when Stripe said nothing of one.</param>
/// <param name="Away">Stripe could not be asked.</param>
public sealed record Truth(HandIn HandIn, CaseView View, StripeSession? Session, bool Away)
{
    public override string ToString() => $"{Session?.Status} {Away}";
}

/// <summary>
/// The one way Stripe's news reaches a check: reads how the check stands, asks Stripe how its sessions stand now, and
/// writes what follows only if the check is still as it was read. Who loses begins again, question included; so an old
/// answer can never overwrite a newer one, whoever asks, in whatever order and however often.
/// </summary>
public sealed class ApplyTruth(
    HandIns handIns,
    FindCase find,
    AskSessions ask,
    MoveCheck move,
    Writer writer,
    Book book,
    NextLook next
)
{
    private const int Tries = 8;

    /// <summary>Null when there is nothing of Stripe's about this check.</summary>
    public Task<Truth?> Run(long checkId, DateTimeOffset at, CancellationToken cancelled) =>
        Afresh.Write(
            async () =>
            {
                if (
                    await find.Run(checkId, cancelled) is not { } view
                    || await handIns.Find(checkId, ActAsStripe.Caller, cancelled) is not { } handIn
                )
                {
                    return (null, (Truth?)null);
                }

                var heard = await ask.Run(view, handIn.Check, at, cancelled);
                var changed = Conclude.From(handIn, view, heard);
                return await Write(handIn, view, changed, heard, at, cancelled);
            },
            Tries
        );

    private async Task<(Written?, Truth?)> Write(
        HandIn handIn,
        CaseView view,
        Conclusion changed,
        Heard heard,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var goal = changed.Request is { } request
            ? handIn.Move(request.Move, ActorKind.Stripe).After.Check.VerificationStatus
            : handIn.Check.VerificationStatus;
        var after = next.Of(
            changed.Case with
            {
                Known = changed.Case.Stopped ? view.Case.Known : goal,
                Problem = heard.Problem,
            },
            heard,
            goal,
            at
        );
        var row = after with
        {
            Version = view.Case.Version + 1,
            UpdatedOn = at,
            UpdatedBy = ActAsStripe.Actor.Name,
        };
        var more = new More(
            [
                new Step.Update(row),
                .. heard.Attempts.Select(attempt => new Step.Update(
                    attempt with
                    {
                        Version = attempt.Version + 1,
                        SyncedOn = at,
                    }
                )),
            ],
            await book.Changed(
                view.Case,
                row,
                new Telling(
                    ActAsStripe.Actor,
                    at,
                    handIn.Check.BusinessId,
                    "StripeCase",
                    handIn.Check.Coworker!.UniqueId
                ),
                cancelled
            )
        );
        var truth = new Truth(handIn, view, heard.Current, heard.Away);
        if (changed.Request is null)
        {
            var written = await writer.Write(
                new Deed(handIn.Check.BusinessId, more.Steps, more.Lines),
                cancelled
            );
            return (written, await Read(truth, written, cancelled));
        }

        return await move.Once(
            handIn,
            changed.Request,
            ActAsStripe.Actor,
            at,
            cancelled,
            more
        ) switch
        {
            MoveOutcome.Stands(var moved) => (
                new Written.Done(),
                await Read(truth with { HandIn = moved }, new Written.Done(), cancelled)
            ),
            MoveOutcome.NotWritten(var why) => (why, truth),
            // A contradiction: what stands, stands, and a person may look at it.
            _ => (null, truth),
        };
    }

    private async Task<Truth> Read(Truth truth, Written written, CancellationToken cancelled) =>
        written is Written.Done
            ? truth with
            {
                View = await find.Run(truth.HandIn.Check.Id, cancelled) ?? truth.View,
            }
            : truth;
}
