using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Finds, or begins, what is kept of a check's way through Stripe.</summary>
public sealed class FindCase(VestibuleDb db, Writer writer)
{
    public async Task<CaseView?> Run(long checkId, CancellationToken cancelled) =>
        await db
            .StripeCases.AsNoTracking()
            .FirstOrDefaultAsync(one => one.IdentityCheckId == checkId, cancelled)
            is { } found
            ? new CaseView(
                found,
                await db
                    .StripeAttempts.AsNoTracking()
                    .Where(attempt => attempt.IdentityCheckId == checkId)
                    .OrderBy(attempt => attempt.Number)
                    .ToListAsync(cancelled)
            )
            : null;

    /// <summary>The same, begun when there is none. Two who begin it at once get the same.</summary>
    public async Task<CaseView?> OrBegin(
        IdentityCheck check,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (await Run(check.Id, cancelled) is { } found)
        {
            return found;
        }

        var row = new StripeCase
        {
            IdentityCheckId = check.Id,
            BusinessId = check.BusinessId,
            Known = check.VerificationStatus,
            CreatedOn = at,
            UpdatedOn = at,
        };
        await writer.Write(new Deed(check.BusinessId, [new Step.Insert(row)], []), cancelled);
        return await Run(check.Id, cancelled);
    }
}
