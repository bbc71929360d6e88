using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Vestibule.Tests.Harness;

/// <summary>A PostgreSQL of our own for one run of the tests: made when first asked for, gone when the process ends.</summary>
internal sealed class PostgresCluster
{
    private static readonly Lazy<Task<PostgresCluster>> Started = new(Start);

    private readonly string home;
    private readonly int port;

    private PostgresCluster(string home, int port)
    {
        (this.home, this.port) = (home, port);
        Server = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "postgres",
            Database = "postgres",
            MaxPoolSize = 20,
        }.ConnectionString;
        LeftBehind.Later(Stop);
    }

    public static bool Installed => Programs is not null;

    /// <summary>Of the maintenance database.</summary>
    public string Server { get; }

    public static Task<PostgresCluster> Running => Started.Value;

    private static string? Programs { get; } =
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
                .Order()
                .LastOrDefault()
            : null;

    public async Task Do(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops and starts it.</summary>
    /// <param name="mode"><c>fast</c> sends everybody away, <c>immediate</c> leaves the rest to recovery.</param>
    public async Task Restart(string mode)
    {
        await RunPostgres("pg_ctl", "-D", Data, "-w", "-m", mode, "stop");
        await Up();
    }

    /// <summary>SIGKILL for the whole server, then a start.</summary>
    public async Task Crash()
    {
        using var postmaster = Process.GetProcessById(
            int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First())
        );
        postmaster.Kill();
        await postmaster.WaitForExitAsync();
        // Until its children have seen that they are alone, a new one is refused.
        for (var tries = 1; ; tries++)
        {
            try
            {
                await Up();
                return;
            }
            catch (InvalidOperationException) when (tries < 50)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>A PostgreSQL apart from everybody's, to be ill-treated.</summary>
    public static async Task<PostgresCluster> Start()
    {
        var folder = Directory.CreateTempSubdirectory("vestibule-pg-").FullName;
        if (Environment.IsPrivilegedProcess)
            await Run("chown", "postgres", folder);
        var data = Path.Combine(folder, "data");
        await RunPostgres(
            "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-k",
            "-N"
        );
        var cluster = new PostgresCluster(folder, FreePort());
        await cluster.Up();
        return cluster;
    }

    private string Data => Path.Combine(home, "data");

    private Task Up() =>
        RunPostgres(
            "pg_ctl",
            "-D",
            Data,
            "-w",
            "-l",
            Path.Combine(home, "log"),
            "-o",
            $"-c fsync=on -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home} -c max_connections=1000 -c shared_buffers=64MB",
            "start"
        );

    private void Stop()
    {
        // Nothing here is worth a clean shutdown, and the runner should not wait for one.
        RunPostgres("pg_ctl", "-D", Data, "-m", "immediate", "stop").Wait();
        Directory.Delete(home, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // The server refuses to run as root.
    private static Task RunPostgres(string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? Run(
                "runuser",
                ["-u", "postgres", "--", Path.Combine(Programs!, program), .. arguments]
            )
            : Run(Path.Combine(Programs!, program), arguments);

    private static async Task Run(string program, params string[] arguments)
    {
        // Output goes nowhere: a pipe inherited by the server would keep us waiting for its end.
        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]
        )
        {
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}."
            );
    }
}
