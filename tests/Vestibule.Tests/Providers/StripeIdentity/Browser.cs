using System.Text.RegularExpressions;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>A member's browser: follows the link, keeps its cookie, presses the button.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient http;
    private readonly HttpClientHandler handler;

    private Browser(HttpClient http, HttpClientHandler handler, string path, string page) =>
        (this.http, this.handler, Path, Page) = (http, handler, path, page);

    public string Path { get; }
    public string Page { get; private set; }
    public HttpClient Http => http;

    public static async Task<Browser> Open(Uri server, Uri link)
    {
        var keeps = new HttpClientHandler { AllowAutoRedirect = false };
        var client = new HttpClient(keeps) { BaseAddress = server };
        using var answer = await client.GetAsync(new Uri(link.PathAndQuery, UriKind.Relative));
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.SeeOther);
        var path = answer.Headers.Location!.ToString();
        return new Browser(
            client,
            keeps,
            path,
            await client.GetStringAsync(new Uri(path, UriKind.Relative))
        );
    }

    public string Proof => ProofIn().Match(Page).Groups[1].Value;

    public async Task<HttpResponseMessage> Start(string? proof = null, string? site = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Path}/start");
        request.Content = new FormUrlEncodedContent([new("proof", proof ?? Proof)]);
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        return await http.SendAsync(request);
    }

    public async Task<string> Back() =>
        Page = await http.GetStringAsync(new Uri($"{Path}/back", UriKind.Relative));

    public void Dispose()
    {
        http.Dispose();
        handler.Dispose();
    }

    [GeneratedRegex("name=\"proof\" value=\"([^\"]*)\"")]
    private static partial Regex ProofIn();
}
