using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Vestibule.Capture;
using Vestibule.Providers.StripeIdentity;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>The two cookies of members' pages.</summary>
public sealed class CookieTests
{
    [Theory, InlineData("https"), InlineData("http")]
    public void AreSecureHttpOnlyLaxAndHeldToTheirPages(string scheme)
    {
        var link = new MemberLink
        {
            IdentityCheckId = 1,
            CheckKey = Guid.NewGuid(),
            TokenHash = [],
            ExpiresOn = DateTimeOffset.UnixEpoch,
        };
        var context = new DefaultHttpContext();
        (context.Request.Scheme, context.Request.QueryString) = (scheme, new("?lang=es"));
        LinkAnswers.Opened(context, link, LinkToken.Make(), DateTimeOffset.UnixEpoch);
        PageLanguage.Remember(context);

        var set = SetCookieHeaderValue.ParseList([
            .. context.Response.Headers.SetCookie.OfType<string>(),
        ]);
        set.Select(one => one.Path.ToString()).ShouldBe([link.Path, "/verify"]);
        set.ShouldAllBe(one =>
            one.HttpOnly
            && one.SameSite == Microsoft.Net.Http.Headers.SameSiteMode.Lax
            && one.Secure == (scheme == "https")
            && one.Name.ToString().StartsWith("__Secure-", StringComparison.Ordinal)
                == (scheme == "https")
        );
        context.Response.Headers.SetCookie.ShouldAllBe(text => text!.Length < 4096);
    }

    [Theory, InlineData("https"), InlineData("http")]
    public void WhatWasSetIsReadAgain(string scheme)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = scheme;
        var token = LinkToken.Make();
        var name = scheme == "https" ? "__Secure-vestibule_link" : "vestibule_link";
        context.Request.Headers.Cookie = $"{name}={token.Text}";
        LinkAnswers.Brought(context).ShouldBe(token);
        context.Request.Scheme = scheme == "https" ? "http" : "https";
        LinkAnswers.Brought(context).ShouldBeNull();
    }
}
