using Microsoft.AspNetCore.Http;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>The pages a person would see at Stripe, with a button for each outcome.</summary>
internal sealed partial class StripeDouble
{
    private IResult Hosted(string token)
    {
        if (
            Sessions.Values.FirstOrDefault(one => one.Token == token) is not { } session
            || session.Status != "requires_input"
        )
        {
            return Results.Text("This link has been used.", statusCode: 410);
        }

        // Used up by being opened.
        session.UseUp();
        var buttons = string.Concat(
            new[] { "verify", "submit", "fail", "decline", "leave" }.Select(outcome =>
                $"<form method=\"post\" action=\"/hosted/{session.Id}/{outcome}\"><button>{outcome}</button></form>"
            )
        );
        return Results.Text(
            $"<!doctype html><html lang=\"en\"><title>Hosted</title><link rel=\"icon\" href=\"data:,\"><main><h1>Stripe's page</h1>{buttons}</main></html>",
            "text/html"
        );
    }

    private IResult Choose(string token, string outcome)
    {
        var session = Sessions[token];
        switch (outcome)
        {
            case "verify":
                session.Submit();
                session.Verify();
                break;
            case "submit":
                session.Submit();
                break;
            case "fail":
                session.Submit();
                session.Fail("document_expired");
                break;
            case "decline":
                session.Fail("consent_declined", report: false);
                break;
        }

        return Results.Redirect(session.ReturnUrl);
    }
}
