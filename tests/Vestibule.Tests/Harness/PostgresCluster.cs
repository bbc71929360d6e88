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

    private PostgresCluster(string home, int port)
    {
        this.home = home;
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

    private static async Task<PostgresCluster> Start()
    {
        var folder = Directory.CreateTempSubdirectory("vestibule-pg-").FullName;
        if (Environment.IsPrivilegedProcess)
            await Run("chown", "postgres", folder);
        var port = FreePort();
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
        var options =
            $"-c fsync=on -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c max_connections=1000 -c shared_buffers=64MB";
        await RunPostgres(
            "pg_ctl",
            "-D",
            data,
            "-w",
            "-l",
            Path.Combine(folder, "log"),
            "-o",
            options,
            "start"
        );
        return new(folder, port);
    }

    private void Stop()
    {
        // Nothing here is worth a clean shutdown, and the runner should not wait for one.
        RunPostgres("pg_ctl", "-D", Path.Combine(home, "data"), "-m", "immediate", "stop").Wait();
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
