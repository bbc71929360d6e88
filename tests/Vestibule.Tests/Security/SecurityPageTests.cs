using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vestibule.Access;
using Vestibule.Access.Tokens;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Outbound;
using Vestibule.Tests.Harness;
using Vestibule.Tests.House;
using Vestibule.Vault;

namespace Vestibule.Tests.Security;

/// <summary>What <c>docs/security.md</c> says in figures is what the program does.</summary>
public sealed class SecurityPageTests
{
    private static readonly string Page = File.ReadAllText(
        Path.Combine(Golden.Root, "docs/security.md")
    );

    [Fact]
    public async Task LimitsAreThoseOfTheProgram()
    {
        var app = (await Apps.World(DatabaseProvider.Sqlite)).App;
        var server = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        var settings = Defaults();
        Says(
            $"{BodyLimit.Usual / 1024} KiB; a file {settings.Documents.MaxFileBytes / 1024 / 1024} MiB"
        );
        Says($"{Doorstep.MostHeaders}, together {server.MaxRequestHeadersTotalSize / 1024} KiB");
        Says($"the first line {server.MaxRequestLineSize / 1024} KiB");
        Says(
            $"{server.MaxConcurrentConnections}, idle ones closed after {server.KeepAliveTimeout.TotalSeconds} s"
        );
        Says(
            $"{server.RequestHeadersTimeout.TotalSeconds} s; bodies at least {server.MinRequestBodyDataRate!.BytesPerSecond} bytes"
        );
        var rates = settings.Api.RateLimit;
        Says($"{rates.PerMinute} a minute, writes {rates.WritesPerMinute}");
        var fetch = new FetchOptions();
        Says($"| {fetch.AtOnce}; each {fetch.Total.TotalSeconds} s, 3 redirects |");
        Says($"at most {FileNames.Longest} characters");
    }

    [Fact]
    public void RulesOfSignInAreThoseOfTheProgram()
    {
        Says($"at least {PasswordRules.Shortest} and at most {PasswordRules.Longest} characters");
        var free = new LockOutRules();
        Says($"After {free.PerName} wrong ones under a name, or {free.PerAddress} from an address");
        Says(
            $"{LockOut.Shortest.TotalMinutes} minute, doubling to {LockOut.Longest.TotalMinutes}; after {LockOut.Forgotten.TotalHours} hours"
        );
        Says($"{RecoveryCodes.Many} recovery codes");
        Says($"{TokenWords.ExpiresIn:N0} seconds");
        Says($"refresh tokens {TokenWords.RefreshLifetime.TotalDays} days each");
    }

    [Fact]
    public void EveryAlgorithmInUseIsInTheInventory()
    {
        var used = SourceTree
            .Project.Where(file => file.IsServerCode)
            .SelectMany(file =>
                System.Text.RegularExpressions.Regex.Matches(
                    file.Code,
                    @"\b(AesGcm|ChaCha20Poly1305|HKDF|HMACSHA\w+|SHA\d\w+|ECDsa|ECDiffieHellman|RSA|Rfc2898DeriveBytes|RandomNumberGenerator|CryptographicOperations|MLDsa|MLKem)\b\s*[.(]"
                )
            )
            .Select(found => found.Groups[1].Value)
            .Where(name => !name.EndsWith("Size", StringComparison.Ordinal))
            .Distinct()
            .ToList();
        used.Count.ShouldBeGreaterThan(5);
        foreach (var name in used)
            Says($"`{name}`");
    }

    private static void Says(string words) => Page.ShouldContain(words, Case.Sensitive);

    private static Settings Defaults() => Tests.Hosting.ReadSettingsTests.Read([]).Settings;
}
