using System.Net.Http.Headers;
using System.Text;

namespace Vestibule.Tests.Harness;

/// <summary>Who is refused, and over what.</summary>
internal static class Refusals
{
    /// <summary>The members a refusal names, in its order.</summary>
    public static string[] Named(this Answer refused) =>
        [.. refused["Errors"]!.AsArray().Select(e => e!["PropertyName"]!.GetValue<string>())];

    /// <summary>A client that signs in with <c>name:secret</c> on every request.</summary>
    public static HttpClient Basic(this VestibuleApp app, string secret)
    {
        var client = app.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))
        );
        return client;
    }
}
