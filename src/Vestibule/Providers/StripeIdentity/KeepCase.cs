using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Writes down what has become of a check's way through Stripe, where the check itself does not change.</summary>
public sealed class KeepCase(Writer writer, Book book)
{
    /// <param name="view">As it was read.</param>
    /// <param name="after">As the case is to be.</param>
    /// <param name="attempts">Those that changed.</param>
    /// <param name="more">To be written with it.</param>
    public async Task<Written> Run(
        CaseView view,
        StripeCase after,
        IEnumerable<StripeAttempt> attempts,
        Actor actor,
        DateTimeOffset at,
        CancellationToken cancelled,
        IEnumerable<Step>? more = null
    )
    {
        var row = after with
        {
            Version = view.Case.Version + 1,
            UpdatedOn = at,
            UpdatedBy = actor.Name,
        };
        return await writer.Write(
            new Deed(
                row.BusinessId,
                [
                    new Step.Update(row),
                    .. attempts.Select(attempt => new Step.Update(
                        attempt with
                        {
                            Version = attempt.Version + 1,
                            UpdatedOn = at,
                        }
                    )),
                    .. more ?? [],
                ],
                await book.Changed(
                    view.Case,
                    row,
                    new Telling(actor, at, row.BusinessId, "StripeCase"),
                    cancelled
                )
            ),
            cancelled
        );
    }
}
