using System.Collections.Frozen;
using Vestibule.Access;
using Vestibule.Journal;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>In whose name Stripe's news is written down.</summary>
internal static class ActAsStripe
{
    public static readonly Actor Actor = new(
        ActorKind.Stripe,
        null,
        "Stripe Identity",
        "System",
        null
    );

    /// <summary>Sees every check, and is nobody.</summary>
    public static readonly Caller Caller = new(
        new Grants(
            0,
            Guid.Empty,
            Actor.Name,
            IsFull: true,
            FrozenSet<long>.Empty,
            FrozenSet<string>.Empty
        ),
        Actor
    );
}
