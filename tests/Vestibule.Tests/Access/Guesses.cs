using System.Net.Http;

namespace Vestibule.Tests.Access;

/// <summary>Sign-ins by Basic, from wherever somebody is said to be.</summary>
internal static class Guesses
{
    public static async Task<int> Guess(AccessHost host, string name, string from, string password)
    {
        using var request = Request(host, from, name, password);
        using var answer = await host.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public static HttpRequestMessage Request(
        AccessHost host,
        string from,
        string name,
        string password
    )
    {
        var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(host.Http.BaseAddress!, "/api/auth/me")
        );
        request.Headers.TryAddWithoutValidation("Authorization", AccessHost.Basic(name, password));
        request.Headers.Add(AccessHost.From, from);
        return request;
    }
}
