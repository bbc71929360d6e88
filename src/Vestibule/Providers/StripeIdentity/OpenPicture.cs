using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>
/// Lets an operator look at one picture Stripe has, by a link that ends within half a minute; Stripe allows no longer
/// one. The picture never comes here, and without a line in the journal there is no link.
/// </summary>
public sealed class OpenPicture(
    HandIns handIns,
    FindCase find,
    FindAccount accounts,
    AskStripe stripe,
    Writer writer,
    Book book
)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>What became of a wish to look.</summary>
    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Opened(Uri Url, DateTimeOffset Until) : Outcome
        {
            public override string ToString() => nameof(Opened);
        }

        /// <summary>No such check for this caller, or no such picture.</summary>
        public sealed record None : Outcome;

        /// <summary>Stripe could not be asked.</summary>
        public sealed record Away : Outcome;

        public sealed record NotJournaled(Written Why) : Outcome;
    }

    /// <param name="number">From 1, in the order of the report: the paper's sides, then those of the selfie.</param>
    public async Task<Outcome> Run(
        long checkId,
        int number,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (
            await handIns.Find(checkId, caller, cancelled) is not { } handIn
            || await find.Run(checkId, cancelled)
                is not { Current: { SessionId: { } session } attempt }
            || await accounts.Numbered(attempt.AccountId, cancelled) is not { } account
        )
        {
            return new Outcome.None();
        }

        var said = await stripe.Get(account, session, cancelled);
        if (said is not Reply<StripeSession>.Answered(var now))
        {
            return said is Reply<StripeSession>.Away ? new Outcome.Away() : new Outcome.None();
        }

        if (number < 1 || number > now.Files.Count)
        {
            return new Outcome.None();
        }

        var check = handIn.Check;
        var look = await book.Looked(
            check,
            $"Stripe picture {number}",
            new Telling(
                caller.Actor,
                at,
                check.BusinessId,
                "CoworkerIdentityCheck",
                check.Coworker!.UniqueId
            ),
            cancelled
        );
        var written = await writer.Write(new Deed(check.BusinessId, [], [look]), cancelled);
        if (written is not Written.Done)
        {
            return new Outcome.NotJournaled(written);
        }

        var until = at + Lifetime;
        return await stripe.Link(account, now.Files[number - 1], until, cancelled) switch
        {
            Reply<Uri>.Answered(var url) => new Outcome.Opened(url, until),
            Reply<Uri>.Away => new Outcome.Away(),
            _ => new Outcome.None(),
        };
    }
}
