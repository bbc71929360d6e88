using Stripe.Identity;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Our wishes for a session in Stripe's words. Explicit ones: a flow kept at Stripe would not say which checks ran.</summary>
internal static class PrepareSession
{
    public static VerificationSessionCreateOptions Options(SessionOrder order) =>
        new()
        {
            Type = "document",
            ClientReferenceId = order.Reference,
            ReturnUrl = order.ReturnTo.AbsoluteUri,
            Options = new VerificationSessionOptionsOptions
            {
                Document = new VerificationSessionOptionsDocumentOptions
                {
                    AllowedTypes = ReadSession.Words(order.Account.AllowedPapers),
                    RequireMatchingSelfie = order.Account.MatchingSelfie,
                    RequireLiveCapture = order.Account.LiveCapture,
                },
            },
        };
}
