using System.Buffers.Text;
using System.Security.Cryptography;
using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Writes a location's settings. What is told of secrets is their last four characters.</summary>
public sealed class SaveAccount(FindAccount find, SealSecrets secrets, Writer writer, Book book)
{
    private const string Entity = "StripeAccount";
    private const int Tries = 3;

    public async Task<Saved<StripeAccount>> Run(
        long businessId,
        AccountRequest asked,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        Written written = new Written.Lost();
        for (
            var attempt = 0;
            attempt < Tries && written is (Written.Lost or Written.Duplicate);
            attempt++
        )
        {
            var before = await find.Own(businessId, cancelled);
            var after = await Apply(before ?? New(businessId, at), asked, cancelled) with
            {
                UpdatedOn = at,
                UpdatedBy = caller.Actor.Name,
            };
            if (Objection(after) is { } objection)
            {
                return new Saved<StripeAccount>.Refused([objection]);
            }

            var telling = new Telling(caller.Actor, at, businessId, Entity);
            written = before is null
                ? await Create(after, telling, cancelled)
                : await Update(
                    before,
                    after with
                    {
                        Version = before.Version + 1,
                    },
                    telling,
                    cancelled
                );
            if (written is Written.Done)
            {
                return new Saved<StripeAccount>.Done(after);
            }
        }

        return new Saved<StripeAccount>.NotWritten(written);
    }

    private async Task<Written> Create(
        StripeAccount row,
        Telling telling,
        CancellationToken cancelled
    ) =>
        await writer.Write(
            new Deed(
                telling.Chain,
                [new Step.Insert(row)],
                [await book.Created(row, telling, cancelled)]
            ),
            cancelled
        );

    private async Task<Written> Update(
        StripeAccount before,
        StripeAccount after,
        Telling telling,
        CancellationToken cancelled
    ) =>
        await writer.Write(
            new Deed(
                telling.Chain,
                [new Step.Update(after)],
                await book.Changed(before, after, telling, cancelled)
            ),
            cancelled
        );

    private async Task<StripeAccount> Apply(
        StripeAccount row,
        AccountRequest asked,
        CancellationToken cancelled
    )
    {
        var after = row with
        {
            Enabled = asked.Enabled ?? row.Enabled,
            UsesNetwork = asked.UsesNetwork ?? row.UsesNetwork,
            AllowedPapers = asked.AllowedPapers ?? row.AllowedPapers,
            MatchingSelfie = asked.MatchingSelfie ?? row.MatchingSelfie,
            LiveCapture = asked.LiveCapture ?? row.LiveCapture,
            AttemptLimit = asked.AttemptLimit ?? row.AttemptLimit,
            KeepsNumber = asked.KeepsNumber ?? row.KeepsNumber,
            RedactAfterDays = asked.RedactAfterDays is { } days
                ? (days == 0 ? null : days)
                : row.RedactAfterDays,
        };
        if (asked.Key is { } key)
        {
            after = after with
            {
                SealedKey = await secrets.Key(row, key, cancelled),
                KeyEnding = key[^4..],
                Live = key.Contains("_live_", StringComparison.Ordinal),
            };
        }

        return asked.WebhookSecrets is not { } hooks
            ? after
            : after with
            {
                SealedWebhookSecrets =
                    hooks.Count == 0 ? null : await secrets.Webhooks(row, hooks, cancelled),
                WebhookSecretEndings =
                    hooks.Count == 0
                        ? null
                        : string.Join(',', hooks.Select(secret => secret[^4..])),
            };
    }

    private static Objection? Objection(StripeAccount account) =>
        account is { Enabled: true, UsesNetwork: false, SealedKey: null }
            ? new Objection("RestrictedKey", "is needed before Stripe Identity can be enabled")
        : account is { BusinessId: FindAccount.Network, UsesNetwork: true }
            ? new Objection("UsesNetwork", "cannot be said of the network itself")
        : null;

    private static StripeAccount New(long businessId, DateTimeOffset at) =>
        new()
        {
            BusinessId = businessId,
            WebhookName = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24)),
            CreatedOn = at,
        };
}
