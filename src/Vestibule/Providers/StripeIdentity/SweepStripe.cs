using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>What is done now and then: sessions others have begun, what is to be forgotten by now, events long worked off.</summary>
public sealed class SweepStripe(
    VestibuleDb db,
    Writer writer,
    FindCase cases,
    FindAccount find,
    AskStripe stripe,
    RedactSessions redact
)
{
    private const int Most = 50;
    private static readonly TimeSpan EventsStay = TimeSpan.FromDays(35);

    public async Task Run(DateTimeOffset at, CancellationToken cancelled)
    {
        await Adopt(at, cancelled);
        await Redact(at, cancelled);
        var old = at - EventsStay;
        await db
            .StripeEvents.Where(one => one.HandledOn != null && one.HandledOn < old)
            .ExecuteDeleteAsync(cancelled);
    }

    // A session named by a client drives nothing before Stripe has said, to this location's key, that it is this check's.
    private async Task Adopt(DateTimeOffset at, CancellationToken cancelled)
    {
        // Who has nothing set up, or a key that opens nothing, must not hold up the others.
        var accounts = new Dictionary<long, StripeAccount?>();
        for (long after = 0, asked = 0; asked < Most; )
        {
            var named = await Named(after, cancelled);
            if (named.Count == 0)
            {
                return;
            }

            foreach (var check in named)
            {
                after = check.Id;
                if (!accounts.TryGetValue(check.BusinessId, out var account))
                {
                    account = await find.For(check.BusinessId, cancelled);
                    accounts[check.BusinessId] = account;
                }

                if (account is null || !StripeName.IsOne(check.StripeVerificationSessionId))
                {
                    continue;
                }

                asked++;
                if (!await Adopt(check, account, at, cancelled))
                {
                    accounts[check.BusinessId] = null;
                }
            }
        }
    }

    private Task<List<IdentityCheck>> Named(long after, CancellationToken cancelled) =>
        db
            .IdentityChecks.AsNoTracking()
            .Where(check =>
                check.Id > after
                && check.IdentityCheckProvider == IdentityCheckProvider.StripeIdentity
                && check.StripeVerificationSessionId != null
                && check.VerificationStatus != VerificationStatus.Successful
                && check.VerificationStatus != VerificationStatus.Cancelled
                && !db.StripeCases.Any(one => one.IdentityCheckId == check.Id)
            )
            .OrderBy(check => check.Id)
            .Take(Most)
            .ToListAsync(cancelled);

    /// <summary>False when Stripe cannot be asked with that key.</summary>
    private async Task<bool> Adopt(
        IdentityCheck check,
        StripeAccount account,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var reply = await stripe.Get(account, check.StripeVerificationSessionId!, cancelled);
        if (reply is Reply<StripeSession>.Away or Reply<StripeSession>.Denied)
        {
            return false;
        }

        if (
            await cases.OrBegin(check, at, cancelled) is { } view
            && reply is Reply<StripeSession>.Answered(var session)
            && session.Live == account.Live
            && AskSessions.IsOf(session, check)
        )
        {
            await Keep(check, view, account, session, at, cancelled);
        }

        return true;
    }

    private async Task Keep(
        IdentityCheck check,
        CaseView view,
        StripeAccount account,
        StripeSession session,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var attempt = new StripeAttempt
        {
            IdentityCheckId = check.Id,
            Number = 1,
            AccountId = account.Id,
            IdempotencyKey = StripeAttempt.KeyFor(check, 1),
            SessionId = session.Id,
            CreatedOn = at,
            UpdatedOn = at,
        };
        await writer.Write(
            new Deed(
                check.BusinessId,
                [
                    new Step.Insert(attempt),
                    new Step.Update(
                        view.Case with
                        {
                            LookOn = at,
                            Version = view.Case.Version + 1,
                        }
                    ),
                ],
                []
            ),
            cancelled
        );
    }

    private async Task Redact(DateTimeOffset at, CancellationToken cancelled)
    {
        var rules = await db
            .StripeAccounts.AsNoTracking()
            .Where(account => account.RedactAfterDays != null)
            .ToListAsync(cancelled);
        foreach (var rule in rules)
        {
            var before = at.AddDays(-rule.RedactAfterDays!.Value);
            var due = await db
                .StripeAttempts.Where(attempt =>
                    attempt.AccountId == rule.Id
                    && attempt.Status == SessionStatus.Verified
                    && attempt.Redaction == Redaction.None
                    && attempt.SyncedOn <= before
                    // An open one waits for a person, for as long as that takes, and must not hold up the others.
                    && db.IdentityChecks.Any(check =>
                        check.Id == attempt.IdentityCheckId
                        && (
                            check.VerificationStatus == VerificationStatus.Successful
                            || check.VerificationStatus == VerificationStatus.Cancelled
                        )
                    )
                    && db.StripeCases.Any(one =>
                        one.IdentityCheckId == attempt.IdentityCheckId && one.RedactWantedOn == null
                    )
                )
                .OrderBy(attempt => attempt.Id)
                .Select(attempt => attempt.IdentityCheckId)
                .Take(Most)
                .ToListAsync(cancelled);
            foreach (
                var check in await db
                    .IdentityChecks.AsNoTracking()
                    .Where(check => due.Contains(check.Id))
                    .ToListAsync(cancelled)
            )
            {
                await redact.Want(check, ActAsStripe.Caller, at, cancelled);
            }
        }
    }
}
