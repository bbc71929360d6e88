using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using static Vestibule.Tests.Hosting.StartedProgram;

namespace Vestibule.Tests.Hosting;

/// <summary>The real program, started from an empty folder, asked to stop by the signal a service manager sends.</summary>
public sealed partial class GoodStartTests : IDisposable
{
    private static readonly CancellationToken Cancelled = TestContext.Current.CancellationToken;

    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;
    private const string Anywhere = "--urls=http://127.0.0.1:0";

    private readonly string _folder = Directory.CreateTempSubdirectory("vestibule-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ServesUntilAskedToStop()
    {
        using var process = Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(Cancelled);
            var address = await Address(process.StandardError);
            var errors = process.StandardError.ReadToEndAsync(Cancelled);
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            (await client.GetAsync("/health/ready", Cancelled)).StatusCode.ShouldBe(
                HttpStatusCode.OK
            );
            File.GetUnixFileMode(Path.Combine(_folder, "data"))
                .ShouldBe(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                );
            Directory
                .EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
                .Where(file => (File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
                .ShouldBeEmpty("whatever the umask was, the server's files are its own");
            await AskToStop(process);
            process.ExitCode.ShouldBe(0);
            (await errors).ShouldContain("no longer ready");
            (await output).ShouldNotContain("curl", customMessage: "nobody is looking");
        }
        finally
        {
            End(process);
        }
    }

    /// <summary>
    /// A service manager may change its mind at any moment. Who has been made administrator by then is told the
    /// password all the same: it is shown once.
    /// </summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(150)]
    [InlineData(400)]
    public async Task StopsWhenAskedWhileItStarts(int millisecondsAfterTheFirstLine)
    {
        using var process = Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(Cancelled);
            var first = "";
            if (millisecondsAfterTheFirstLine < 0)
            {
                await UntilThereAreData();
            }
            else
            {
                first = await process.StandardError.ReadLineAsync(Cancelled);
                await Task.Delay(millisecondsAfterTheFirstLine, Cancelled);
            }

            var rest = process.StandardError.ReadToEndAsync(Cancelled);
            await AskToStop(process);
            var errors = $"{first}\n{await rest}";
            process.ExitCode.ShouldBe(0, errors);
            errors.ShouldNotContain("\"LogLevel\":\"Error\"");
            errors.ShouldNotContain("Exception");
            if (millisecondsAfterTheFirstLine >= 0)
            {
                (await output).ShouldContain("(shown this once: keep it)");
            }
        }
        finally
        {
            End(process);
        }
    }

    [Fact]
    public async Task SystemdIsToldOfBoth()
    {
        using var systemd = new Socket(
            AddressFamily.Unix,
            SocketType.Dgram,
            ProtocolType.Unspecified
        );
        systemd.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder, "notify")));
        using var manager = StartByManager();
        try
        {
            var server = await manager.StandardOutput.ReadLineAsync(Cancelled);
            var errors = manager.StandardError.ReadToEndAsync(Cancelled);
            (await Hear(systemd)).ShouldBe("READY=1");
            using var kill = Process.Start("kill", ["-TERM", server!]);
            (await Hear(systemd)).ShouldBe("STOPPING=1");
            await manager.WaitForExitAsync(Cancelled);
            manager.ExitCode.ShouldBe(0, await errors);
        }
        finally
        {
            End(manager);
        }
    }

    private static async Task<string> Hear(Socket systemd)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        late.CancelAfter(TimeSpan.FromMinutes(1));
        var heard = new byte[256];
        return Encoding.UTF8.GetString(heard, 0, await systemd.ReceiveAsync(heard, late.Token));
    }

    private Process Start() =>
        Process.Start(
            Told(
                _folder,
                "sh",
                "-c",
                "umask 022 && exec dotnet \"$@\"",
                "sh",
                Path.Combine(AppContext.BaseDirectory, "vestibule.dll"),
                Anywhere
            )
        )!;

    // The parent's name is what a process under systemd is told by.
    private Process StartByManager()
    {
        var manager = Path.Combine(_folder, "systemd");
        File.Copy("/bin/sh", manager);
        var start = Told(
            _folder,
            manager,
            "-c",
            "dotnet \"$@\" & echo $!; wait $!",
            "systemd",
            Path.Combine(AppContext.BaseDirectory, "vestibule.dll"),
            Anywhere
        );
        start.Environment["NOTIFY_SOCKET"] = Path.Combine(_folder, "notify");
        return Process.Start(start)!;
    }

    private async Task UntilThereAreData()
    {
        while (!Directory.Exists(Path.Combine(_folder, "data")))
        {
            await Task.Delay(5, Cancelled);
        }
    }

    private static async Task<string> Address(StreamReader log)
    {
        while (await log.ReadLineAsync(Cancelled) is { } line)
        {
            if (ServingOn().Match(line) is { Success: true } found)
            {
                return found.Value;
            }
        }

        throw new InvalidOperationException("The program ended before it served.");
    }

    [GeneratedRegex(@"(?<=Serving on )http://127\.0\.0\.1:\d+")]
    private static partial Regex ServingOn();
}
