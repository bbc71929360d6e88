using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Providers.StripeIdentity;

namespace Vestibule.Hosting.Doctor;

/// <summary>Stripe Identity, for each location that works with it: what the key may do, as Stripe says.</summary>
internal static class StripeExam
{
    public static async IAsyncEnumerable<Finding> Look(
        Patient patient,
        [EnumeratorCancellation] CancellationToken cancelled
    )
    {
        var accounts = await Accounts(patient, cancelled);
        if (accounts.Count == 0)
        {
            yield return new Finding.Note("no location works with Stripe Identity");
        }

        foreach (var account in accounts)
        {
            var whose =
                account.BusinessId == FindAccount.Network
                    ? "the network"
                    : $"location {account.BusinessId}";
            var verdict = await patient
                .Rooms.GetRequiredService<JudgeKey>()
                .Run(account, cancelled);
            if (verdict.IsFit)
            {
                yield return new Finding.Well(
                    $"the {(account.Live ? "live" : "test")} key of {whose} makes checks"
                );
            }

            foreach (var advice in verdict.Advice(account))
            {
                yield return verdict.IsFit
                    ? new Finding.Note($"{whose}: {advice.TrimEnd('.')}")
                    : new Finding.Wrong($"the key of {whose} makes no checks", advice.TrimEnd('.'));
            }
        }
    }

    private static async Task<List<StripeAccount>> Accounts(
        Patient patient,
        CancellationToken cancelled
    )
    {
        await using var db = await patient.OpenAsync(cancelled);
        return db is null
            ? []
            : (
                await db
                    .StripeAccounts.AsNoTracking()
                    .Where(account => account.Enabled && !account.UsesNetwork)
                    .OrderBy(account => account.BusinessId)
                    .ToListAsync(cancelled)
            ).FindAll(account => account.IsReady);
    }
}
