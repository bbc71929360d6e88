using Microsoft.Extensions.Configuration;
using Vestibule.Database;
using Vestibule.Hosting;

namespace Vestibule.Tests.Hosting;

public sealed class ReadSettingsTests
{
    [Fact]
    public void DefaultsNeedNothing()
    {
        var (settings, mistakes) = Read();
        mistakes.ShouldBeEmpty();
        settings.DataPath.ShouldBe(Path.GetFullPath("data"));
        settings.Database.Provider.ShouldBe(DatabaseProvider.Sqlite);
        settings.Database.ConnectionString.ShouldBe(
            $"Data Source={Path.GetFullPath("data/vestibule.db")}"
        );
        settings.Keys.ShouldBe(
            new KeySettings(Path.GetFullPath("data/keys"), ConnectionString: null)
        );
        settings.Vault.MasterKeyFile.ShouldBe(Path.GetFullPath("data/master.key"));
        settings.Demo.ShouldBeFalse();
        settings.PublicUrl.ShouldBeNull();
        settings.Admin.Password.ShouldBeNull();
        settings.Outbound.AllowHttp.ShouldBeFalse();
        settings.Outbound.AllowedAddresses.ShouldBeEmpty();
        settings.Api.ShouldBe(
            new ApiSettings(401, CreateValue.Record, new RateLimitSettings(true, 6000, 3000, 429))
        );
        settings.Documents.MaxFileBytes.ShouldBe(10 * 1024 * 1024);
    }

    [Fact]
    public void EverySettingIsRead()
    {
        var (settings, mistakes) = Read(
            ("Vestibule:DataPath", "/srv/vestibule"),
            ("Vestibule:Demo", "True"),
            ("Vestibule:PublicUrl", "https://checks.example.com"),
            ("Vestibule:Database:Provider", "postgres"),
            ("ConnectionStrings:Vestibule", "Host=db;Database=vestibule;Username=v"),
            ("ConnectionStrings:Keys", "Host=db;Database=keys;Username=k"),
            ("Vestibule:Vault:MasterKeyFile", "/etc/vestibule/master.key"),
            ("Vestibule:Admin:Email", "me@example.com"),
            ("Vestibule:Admin:Password", "a long enough password"),
            ("Vestibule:Outbound:AllowedAddresses:0", "Files.Internal:8443"),
            ("Vestibule:Outbound:AllowedAddresses:1", "[fd00::1]:443"),
            ("Vestibule:Outbound:AllowHttp", "true"),
            ("Vestibule:Api:MissingRoleStatus", "403"),
            ("Vestibule:Api:CreateValue", "id"),
            ("Vestibule:Api:RateLimit:Enabled", "false"),
            ("Vestibule:Api:RateLimit:PerMinute", "120"),
            ("Vestibule:Api:RateLimit:WritesPerMinute", "60"),
            ("Vestibule:Api:RateLimit:Status", "409"),
            ("Vestibule:Documents:MaxFileMegabytes", "25"),
            ("Vestibule:Stripe:ApiBase", "http://127.0.0.1:12111")
        );
        mistakes.ShouldBeEmpty();
        settings.DataPath.ShouldBe("/srv/vestibule");
        settings.Demo.ShouldBeTrue();
        settings.PublicUrl.ShouldBe(new Uri("https://checks.example.com"));
        settings.Database.Provider.ShouldBe(DatabaseProvider.Postgres);
        settings.Keys.ShouldBe(
            new KeySettings("/srv/vestibule/keys", "Host=db;Database=keys;Username=k")
        );
        settings.Vault.ShouldBe(
            new VaultSettings("/etc/vestibule/master.key", "/srv/vestibule/files")
        );
        settings.Admin.ShouldBe(new AdminSettings("me@example.com", "a long enough password"));
        settings.Outbound.AllowHttp.ShouldBeTrue();
        settings.Outbound.AllowedAddresses.ShouldBe([
            new("files.internal", 8443),
            new("fd00::1", 443),
        ]);
        settings.Api.ShouldBe(
            new ApiSettings(403, CreateValue.Id, new RateLimitSettings(false, 120, 60, 409))
        );
        settings.Documents.MaxFileBytes.ShouldBe(25 * 1024 * 1024);
        settings.Stripe.ApiBase.ShouldBe(new Uri("http://127.0.0.1:12111"));
    }

    [Theory]
    [InlineData("Vestibule:Database:Provider", "Oracle", "Sqlite, Postgres")]
    [InlineData("Vestibule:Database:Provider", "1", "Sqlite, Postgres")]
    [InlineData("Vestibule:Outbound:AllowedAddresses", "127.0.0.1", "host:port")]
    [InlineData("Vestibule:Outbound:AllowedAddresses", "127.0.0.1:0", "host:port")]
    [InlineData("Vestibule:Outbound:AllowedAddresses", "127.0.0.1:70000", "host:port")]
    [InlineData("Vestibule:Outbound:AllowedAddresses", "::1:80", "host:port")]
    [InlineData("Vestibule:Outbound:AllowedAddresses", "http://files:80", "host:port")]
    [InlineData("Vestibule:PublicUrl", "checks.example.com", "https://")]
    [InlineData("Vestibule:PublicUrl", "ftp://checks.example.com", "https://")]
    [InlineData("Vestibule:PublicUrl", "https://checks.example.com/app?x=1", "no path")]
    [InlineData("Vestibule:PublicUrl", "https://me:secret@checks.example.com", "no path")]
    [InlineData("Vestibule:Api:MissingRoleStatus", "404", "401 nor 403")]
    [InlineData("Vestibule:Api:CreateValue", "Everything", "Record, Id")]
    [InlineData("Vestibule:Api:RateLimit:Status", "503", "429 nor 409")]
    [InlineData("Vestibule:Api:RateLimit:PerMinute", "0", "from 1")]
    [InlineData("Vestibule:Admin:Email", "somebody", "e-mail address")]
    [InlineData("Vestibule:Admin:Email", "Some Body <some@example.com>", "e-mail address")]
    [InlineData("Vestibule:Documents:MaxFileMegabytes", "26", "from 1 to 25")]
    [InlineData("Vestibule:Demo", "yes please", "neither true nor false")]
    [InlineData("Vestibule:Stripe:ApiBase", "http://api.example.com", "keys are sent there")]
    [InlineData("Vestibule:Stripe:ApiBase", "https://me:secret@example.com", "keys are sent there")]
    [InlineData(
        "Vestibule:Api:RateLimits:PerMinute",
        "9",
        "did you mean Vestibule:Api:RateLimit:PerMinute?"
    )]
    [InlineData(
        "Vestibule:Databse:Provider",
        "Sqlite",
        "did you mean Vestibule:Database:Provider?"
    )]
    [InlineData(
        "ConnectionStrings:Vestibule",
        "Pasword=hunter2hunter2",
        "Vestibule:Database:Provider"
    )]
    [InlineData("ConnectionStrings:Keys", "Pasword=hunter2hunter2", "on disk")]
    public void AMistakeIsOneLineThatNamesSettingAndCure(string name, string value, string cure)
    {
        var mistake = Read((name, value)).Mistakes.ShouldHaveSingleItem();
        mistake.ShouldStartWith($"{name}: ");
        mistake.ShouldContain(cure);
        mistake.ShouldNotContain("\n");
        mistake.ShouldNotContain("hunter2");
    }

    [Fact]
    public void PostgresNeedsAConnectionString() =>
        Read(("Vestibule:Database:Provider", "Postgres"))
            .Mistakes.ShouldHaveSingleItem()
            .ShouldStartWith("ConnectionStrings:Vestibule: is missing");

    [Fact]
    public void KeysNeverLieInTheDatabaseTheyOpen() =>
        Read(
            ("Vestibule:Database:Provider", "Postgres"),
            ("ConnectionStrings:Vestibule", "Host=db;Database=one;Username=a"),
            ("ConnectionStrings:Keys", "Host=db;Database=one;Username=b")
        )
            .Mistakes.ShouldHaveSingleItem()
            .ShouldContain("one of their own");

    [Fact]
    public void AShortPasswordIsRefusedWithoutRepeatingIt()
    {
        var mistake = Read(
            ("Vestibule:Admin:Email", "me@example.com"),
            ("Vestibule:Admin:Password", "hunter2")
        )
            .Mistakes.ShouldHaveSingleItem();
        mistake.ShouldBe("Vestibule:Admin:Password: must have at least 12 characters");
    }

    [Fact]
    public void APasswordBelongsToAnEmail() =>
        Read(("Vestibule:Admin:Password", "a long enough password"))
            .Mistakes.ShouldHaveSingleItem()
            .ShouldContain("Vestibule:Admin:Email");

    [Fact]
    public void AllMistakesAreToldAtOnce() =>
        Read(("Vestibule:Demo", "x"), ("Vestibule:Nonsense", "x"), ("Vestibule:PublicUrl", "x"))
            .Mistakes.Count.ShouldBe(3);

    [Fact]
    public void AllowedAddressesMayStandInOneText() =>
        Read(("Vestibule:Outbound:AllowedAddresses", "127.0.0.1:9000, files:80"))
            .Settings.Outbound.AllowedAddresses.ShouldBe([
                new("127.0.0.1", 9000),
                new("files", 80),
            ]);

    internal static (Settings Settings, IReadOnlyList<string> Mistakes) Read(
        params (string Name, string Value)[] settings
    ) =>
        ReadSettings.From(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings.ToDictionary(pair => pair.Name, pair => (string?)pair.Value)
                )
                .Build()
        );
}
