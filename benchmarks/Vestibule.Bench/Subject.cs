using System.Net.Http;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Vestibule.Hosting;

namespace Vestibule.Bench;

/// <summary>The server as it is shipped, signed in to as its administrator.</summary>
internal sealed class Subject(WebApplication server, string token) : IAsyncDisposable
{
    private const string Email = "bench@example.com";
    private const string Password = "correct horse battery staple";

    public Uri Address => new(server.Urls.First());

    public string Token => token;

    /// <param name="more">Doors of the bench's own.</param>
    public static async Task<Subject> Start(Stage stage, Action<IEndpointRouteBuilder>? more = null)
    {
        var data = stage.Data;
        Directory.CreateDirectory(data);
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Vestibule:DataPath"] = data,
                ["Vestibule:Database:Provider"] = stage.Provider.ToString(),
                ["ConnectionStrings:Vestibule"] = stage.Ours,
                ["Vestibule:Admin:Email"] = Email,
                ["Vestibule:Admin:Password"] = Password,
                ["Vestibule:Api:RateLimit:Enabled"] = "false",
            }
        );
        var (settings, mistakes) = ReadSettings.From(builder.Configuration);
        if (mistakes.Count > 0)
        {
            throw new InvalidOperationException(string.Join("; ", mistakes));
        }

        builder.AddHosting(settings);
        Program.Furnish(builder, settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        Program.OpenDoors(server, settings);
        more?.Invoke(server);
        await Program.Prepare(server.Services, settings, CancellationToken.None);
        await server.StartAsync();
        return new Subject(server, await SignIn(new Uri(server.Urls.First())));
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
    }

    private static async Task<string> SignIn(Uri at)
    {
        using var client = new HttpClient { BaseAddress = at };
        using var form = new FormUrlEncodedContent([
            new("grant_type", "password"),
            new("username", Email),
            new("password", Password),
        ]);
        using var answer = await client.PostAsync("/api/token", form);
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("access_token").GetString()!;
    }
}
