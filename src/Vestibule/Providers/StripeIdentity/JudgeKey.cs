using Stripe;
using Stripe.Identity;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>What a key may do, as Stripe says it.</summary>
/// <param name="Reached">Stripe answered at all; nothing else is known when it did not.</param>
/// <param name="Known">Stripe knows the key.</param>
/// <param name="TooMuch">It opens what this server has no business with.</param>
public sealed record KeyVerdict(
    bool Reached,
    bool Known,
    bool ReadsSessions,
    bool WritesSessions,
    bool ReadsNumbers,
    bool MakesFileLinks,
    bool TooMuch
)
{
    public bool IsFit => Reached && Known && ReadsSessions && WritesSessions;

    /// <summary>What to do about it, in words for operators.</summary>
    public IReadOnlyList<string> Advice(StripeAccount account) =>
        !Reached ? ["Stripe could not be reached. Try again in a while."]
        : !Known ? ["Stripe does not know this key. Make a restricted key in its dashboard."]
        : [.. Troubles(account)];

    private IEnumerable<string> Troubles(StripeAccount account)
    {
        if (!ReadsSessions)
            yield return "The key may not read sessions: give it Read for Verification Sessions and Reports.";
        if (!WritesSessions)
            yield return "The key may not make sessions: give it Write for Verification Sessions and Reports.";
        if (account.KeepsNumber && !ReadsNumbers)
            yield return "The key may not read numbers of papers: give it Read for recent detailed verification results, or switch KeepsNumber off.";
        if (!MakesFileLinks)
            yield return "The key may not show pictures: give it Write for Files if operators are to look at them.";
        if (TooMuch)
            yield return "The key may do more than is needed here: use a restricted key for Stripe Identity alone.";
        if (account.SealedWebhookSecrets is null)
            yield return "There is no webhook secret: news is found by asking every few minutes only.";
    }
}

/// <summary>
/// Finds out what a key may do without changing anything: Stripe looks at the permission before it looks for the thing,
/// so what is not there tells a key that may from one that may not.
/// </summary>
public sealed class JudgeKey(AskStripe stripe, CallStripe call)
{
    private const string NoSession = "vs_vestibule_looks_only";
    private const string NoFile = "file_vestibule_looks_only";

    public async Task<KeyVerdict> Run(StripeAccount account, CancellationToken cancelled)
    {
        var reads = await stripe.List(account, "vestibule-looks-only", cancelled);
        if (reads is Reply<IReadOnlyList<StripeSession>>.Away)
        {
            return new KeyVerdict(false, false, false, false, false, false, false);
        }

        var balance = await May(
            account,
            client => client.V1.Balance.GetAsync(cancellationToken: cancelled),
            cancelled
        );
        var writes = await May(
            account,
            client =>
                client.V1.Identity.VerificationSessions.CancelAsync(
                    NoSession,
                    cancellationToken: cancelled
                ),
            cancelled
        );
        var numbers = await May(
            account,
            client =>
                client.V1.Identity.VerificationReports.ListAsync(
                    new VerificationReportListOptions
                    {
                        Limit = 1,
                        Expand = ["data.document.number"],
                    },
                    cancellationToken: cancelled
                ),
            cancelled
        );
        var files = await May(
            account,
            client =>
                client.V1.FileLinks.CreateAsync(
                    new FileLinkCreateOptions { File = NoFile },
                    cancellationToken: cancelled
                ),
            cancelled
        );
        var mayRead = reads is not Reply<IReadOnlyList<StripeSession>>.Denied;
        return new KeyVerdict(
            Reached: true,
            Known: mayRead || balance || writes || numbers || files,
            mayRead,
            writes,
            numbers,
            files,
            TooMuch: balance
        );
    }

    private async Task<bool> May<T>(
        StripeAccount account,
        Func<StripeClient, Task<T>> ask,
        CancellationToken cancelled
    ) => await call.Run(account, ask, cancelled) is not (Reply<T>.Denied or Reply<T>.Away);
}
