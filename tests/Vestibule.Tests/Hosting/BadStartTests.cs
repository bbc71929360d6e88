using System.Net;
using System.Net.Sockets;

namespace Vestibule.Tests.Hosting;

/// <summary>Timed, so they run while nothing else does.</summary>
[CollectionDefinition(nameof(BadStartTests), DisableParallelization = true)]
public sealed class AloneCollection;

/// <summary>The real program with something wrong: one clear line, an exit code, soon, and no trace of it.</summary>
[Collection(nameof(BadStartTests))]
public sealed class BadStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vestibule-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Vestibule:Database:Provider", "--Vestibule:Database:Provider=Oracle")]
    [InlineData("ConnectionStrings:Vestibule", "--Vestibule:Database:Provider=Postgres")]
    [InlineData(
        "Vestibule:Outbound:AllowedAddresses",
        "--Vestibule:Outbound:AllowedAddresses=nonsense"
    )]
    [InlineData("Vestibule:Api:MissingRoleStatus", "--Vestibule:Api:MissingRoleStatus=200")]
    [InlineData("Vestibule:Demmo", "--Vestibule:Demmo=true")]
    [InlineData("--emtpy", "--emtpy")]
    [InlineData("--urls", "--urls=nonsense")]
    public async Task ABadSettingEndsTheStart(string named, string argument) =>
        (await Start(argument)).ShouldTell(named, exitCode: 78, _folder);

    [Fact]
    public async Task ABadSettingMayComeFromTheEnvironment() =>
        (await Start(environment: ("Vestibule__Api__CreateValue", "Everything"))).ShouldTell(
            "Vestibule:Api:CreateValue",
            exitCode: 78,
            _folder
        );

    [Theory]
    [InlineData("vestibule audit --help", "audit", "verfy")]
    [InlineData("vestibule --help", "audti")]
    [InlineData("vestibule keys retire --help", "keys", "retire")]
    public async Task AMisspeltCommandIsOneLine(string help, params string[] words)
    {
        var ended = await EndedStart.Of(_folder, words, urls: false);
        ended
            .Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldHaveSingleItem()
            .ShouldEndWith($". See: {help}");
        ended.Output.ShouldBeEmpty();
        ended.ExitCode.ShouldBe(64);
    }

    [Theory]
    [InlineData("frob", "frob")]
    [InlineData("frob", "audit", "frob")]
    public async Task AWordThatIsNoCommandIsNamed(string word, params string[] words) =>
        (await EndedStart.Of(_folder, words, urls: false)).Errors.ShouldStartWith(
            $"\"{word}\" is no command"
        );

    [Fact]
    public async Task ATakenPortEndsTheStart()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        (await Start($"--urls=http://{taken.LocalEndpoint}")).ShouldTell(
            "--urls",
            exitCode: 69,
            _folder
        );
    }

    [Fact]
    public async Task AFileWhereTheDataFolderShouldBeEndsTheStart()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var ended = await Start($"--Vestibule:DataPath={file}/data");
        ended.ShouldTell("Vestibule:DataPath", exitCode: 69, _folder, left: 1);
    }

    [Fact]
    public async Task ADatabaseThatDoesNotAnswerEndsTheStart()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        var ended = await Start(
            "--Vestibule:Database:Provider=Postgres",
            $"--ConnectionStrings:Vestibule=Host=127.0.0.1;Port={port};Username=v;Password=hunter2hunter2;Database=v"
        );
        ended.ShouldTell("ConnectionStrings:Vestibule", exitCode: 69, _folder);
        ended.Errors.ShouldNotContain("hunter2");
    }

    private Task<EndedStart> Start(params string[] arguments) => EndedStart.Of(_folder, arguments);

    private Task<EndedStart> Start((string, string) environment) =>
        EndedStart.Of(_folder, [], environment);
}
