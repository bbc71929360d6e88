using Vestibule.IdentityChecks;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>What Stripe said about the sessions of one check.</summary>
/// <param name="Attempts">Those heard of, as they are to be kept.</param>
/// <param name="Current">The present session.</param>
/// <param name="Verified">A verified one, also an earlier one: it belongs to the same person and check.</param>
/// <param name="NewReports">Submissions not counted before.</param>
/// <param name="NewFailures">Those of them that failed.</param>
/// <param name="Problem">What keeps Stripe from answering, for operators.</param>
public sealed record Heard(
    IReadOnlyList<StripeAttempt> Attempts,
    StripeSession? Current,
    StripeSession? Verified,
    int NewReports,
    int NewFailures,
    string? Problem,
    bool Away
);

/// <summary>Asks how the sessions of a check stand now: the present one, and earlier ones that nothing has ended.</summary>
public sealed class AskSessions(FindAccount find, AskStripe stripe)
{
    public async Task<Heard> Run(
        CaseView view,
        IdentityCheck check,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var heard = new Heard([], null, null, 0, 0, null, false);
        foreach (var attempt in view.Attempts)
        {
            if (attempt.SessionId is null || !IsOfInterest(attempt, view))
            {
                continue;
            }

            heard = await find.Numbered(attempt.AccountId, cancelled) is { } account
                ? Add(
                    heard,
                    attempt,
                    attempt == view.Current,
                    await stripe.Get(account, attempt.SessionId, cancelled),
                    account,
                    check,
                    at
                )
                : heard with
                {
                    Problem = "The settings it was begun with are gone.",
                };
        }

        return heard;
    }

    private static bool IsOfInterest(StripeAttempt attempt, CaseView view) =>
        attempt == view.Current || !attempt.IsOver || attempt.Redaction is Redaction.Processing;

    private static Heard Add(
        Heard heard,
        StripeAttempt attempt,
        bool isCurrent,
        Reply<StripeSession> reply,
        StripeAccount account,
        IdentityCheck check,
        DateTimeOffset at
    ) =>
        reply switch
        {
            Reply<StripeSession>.Answered(var session)
                when session.Live == account.Live && IsOf(session, check) => Add(
                heard,
                attempt,
                isCurrent,
                session,
                at
            ),
            Reply<StripeSession>.Answered => heard with
            {
                Problem = "The session at Stripe is not this check's.",
            },
            Reply<StripeSession>.Gone => heard with
            {
                Attempts = [.. heard.Attempts, attempt with { Status = SessionStatus.Gone }],
                Problem = "Stripe does not know the session; key or account may have changed.",
            },
            Reply<StripeSession>.Denied => heard with
            {
                Problem = "Stripe refuses the key; check the settings of the location.",
            },
            Reply<StripeSession>.Refused => heard with
            {
                Problem = "Stripe does not tell of the session.",
            },
            _ => heard with { Problem = "Stripe could not be reached.", Away = true },
        };

    private static Heard Add(
        Heard heard,
        StripeAttempt attempt,
        bool isCurrent,
        StripeSession session,
        DateTimeOffset at
    )
    {
        var isNew = session.ReportId is { } report && report != attempt.ReportId;
        return heard with
        {
            Attempts =
            [
                .. heard.Attempts,
                attempt with
                {
                    // A word we do not know changes nothing.
                    Status =
                        session.Status is SessionStatus.Unknown ? attempt.Status : session.Status,
                    ReportId = session.ReportId ?? attempt.ReportId,
                    // What it refused to forget it does not mention.
                    Redaction =
                        session.Redaction is Redaction.None ? attempt.Redaction : session.Redaction,
                    UpdatedOn = at,
                },
            ],
            Current = isCurrent ? session : heard.Current,
            Verified = session.Status is SessionStatus.Verified ? session : heard.Verified,
            NewReports = heard.NewReports + (isNew ? 1 : 0),
            NewFailures =
                heard.NewFailures + (isNew && Verdict.Of(session).Move is Move.Reject ? 1 : 0),
        };
    }

    /// <summary>Whether its reference names this check.</summary>
    public static bool IsOf(StripeSession session, IdentityCheck check) =>
        Guid.TryParse(session.Reference, out var key) && key == check.UniqueId;
}
