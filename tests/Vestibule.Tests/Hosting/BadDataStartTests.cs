using Microsoft.Data.Sqlite;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Hosting;

/// <summary>The real program before data that it cannot or must not work on: one clear line that names the setting.</summary>
[Collection(nameof(BadStartTests))]
public sealed class BadDataStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vestibule-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ADatabaseOfANewerProgramEndsTheStart()
    {
        var connection = await TestDatabases.Fresh(DatabaseProvider.Sqlite);
        await using (var plain = new SqliteConnection(connection))
        {
            await plain.OpenAsync(TestContext.Current.CancellationToken);
            await using var later = plain.CreateCommand();
            later.CommandText =
                "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '99')";
            await later.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        (await Start($"--ConnectionStrings:Vestibule={connection}")).ShouldTell(
            "ConnectionStrings:Vestibule",
            exitCode: 69,
            _folder,
            left: 1,
            soon: false
        );
    }

    [Fact]
    public async Task AFileThatIsNoDatabaseEndsTheStart()
    {
        var file = Path.Combine(_folder, "notes.db");
        await File.WriteAllTextAsync(
            file,
            new string('x', 5000),
            TestContext.Current.CancellationToken
        );
        (await Start($"--ConnectionStrings:Vestibule=Data Source={file}")).ShouldTell(
            "ConnectionStrings:Vestibule",
            exitCode: 69,
            _folder,
            left: 3,
            soon: false
        );
    }

    /// <summary>A folder that was not mounted would be made anew, empty, and nobody would notice until a file is asked for.</summary>
    [Theory, ClassData(typeof(OnBoth))]
    public async Task MembersKeysThatAreGoneEndTheStart(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        string data,
            connection;
        await using (var app = await VestibuleApp.Start(provider))
        {
            (data, connection) = (app.DataPath, app.ConnectionString);
            var world = new World(app);
            var business = await world.Business();
            var coworker = await world.Coworker(business);
            using var http = await world.Administrator();
            var made = await http.Posts(
                "/api/spaces/coworkeridentitychecks",
                $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Passport"}"""
            );
            made.Status.ShouldBe(200);
        }

        var keys = Path.Combine(data, "keys");
        Directory.Move(keys, keys + "-elsewhere");
        var refused = await Should.ThrowAsync<StartRefused>(() =>
            VestibuleApp.Start(provider, data, connection)
        );
        refused.Message.ShouldStartWith("members' keys: ");
        Directory.Exists(keys).ShouldBeFalse();
    }

    [Fact]
    public async Task ADatabaseThatAnotherProcessHoldsEndsTheStart()
    {
        var file = Path.Combine(_folder, "held.db");
        await using var held = new FileStream(
            file + ".lock",
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None
        );
        (await Start($"--ConnectionStrings:Vestibule=Data Source={file}")).ShouldTell(
            "ConnectionStrings:Vestibule",
            exitCode: 69,
            _folder,
            left: 2,
            soon: false
        );
    }

    [Fact]
    public async Task ADatabaseThatAnswersBeforeDataAreSafeEndsTheStart()
    {
        if (TestDatabases.Absent(DatabaseProvider.Postgres) is { } reason)
        {
            Assert.Skip(reason);
        }

        var careless = await TestDatabases.Fresh(DatabaseProvider.Postgres);
        (
            await Start(
                "--Vestibule:Database:Provider=Postgres",
                $"--ConnectionStrings:Vestibule={careless};Options=-c synchronous_commit=off"
            )
        ).ShouldTell("ConnectionStrings:Vestibule", exitCode: 69, _folder, left: 1, soon: false);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task DataWithoutTheirMasterKeyEndTheStart(DatabaseProvider provider)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        var connection = await TestDatabases.Fresh(provider);
        await using (
            await VestibuleApp.Start(
                provider,
                Directory.CreateDirectory(Path.Combine(_folder, "first")).FullName,
                connection
            )
        ) { }

        var ended = await Start(
            $"--Vestibule:Database:Provider={provider}",
            $"--ConnectionStrings:Vestibule={connection}",
            $"--Vestibule:DataPath={_folder}/second"
        );
        ended.ShouldTell(
            "Vestibule:Vault:MasterKeyFile",
            exitCode: 69,
            _folder,
            left: 2,
            soon: false
        );
        ended.Errors.ShouldContain("missing");
        Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "second")).ShouldBeEmpty();
    }

    private Task<EndedStart> Start(params string[] arguments) => EndedStart.Of(_folder, arguments);
}
