using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>The server as a process of its own, which can be killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder errors;

    private ServerProcess(Process process, Uri address, StringBuilder errors)
    {
        this.process = process;
        this.errors = errors;
        Address = address;
    }

    /// <summary>Its log so far.</summary>
    public string Log => errors.ToString();

    /// <summary>The end of it.</summary>
    public string LastLog => Log[Math.Max(0, errors.Length - 20_000)..];

    public Uri Address { get; }

    public int Id => process.Id;

    public bool IsAlive => !process.HasExited;

    /// <summary>A build that answers what it has not written: its clients cannot build on what they hear.</summary>
    public bool Lies { get; private init; }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static Task<ServerProcess> Start(
        DatabaseProvider provider,
        string dataPath,
        string connectionString,
        string allowed,
        params string[] more
    ) => StartSabotaged(null, [], provider, dataPath, connectionString, allowed, more);

    /// <param name="plan">See <see cref="Sabotage"/>; null for the server as shipped.</param>
    /// <param name="before">Words before the command, like a <see cref="MemoryCage"/>'s.</param>
    public static async Task<ServerProcess> StartSabotaged(
        string? plan,
        IReadOnlyList<string> before,
        DatabaseProvider provider,
        string dataPath,
        string connectionString,
        string allowed,
        params string[] more
    )
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        string[] command = [.. before, "dotnet"];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        if (plan is not null)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(Sabotage).Assembly.Location;
            start.Environment[Sabotage.Variable] = plan;
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "vestibule.dll"));
        foreach (
            var argument in (string[])
                [
                    $"--urls={address}",
                    $"--Vestibule:DataPath={dataPath}",
                    $"--Vestibule:Database:Provider={provider}",
                    $"--ConnectionStrings:Vestibule={connectionString}",
                    $"--Vestibule:Admin:Email={VestibuleApp.AdminEmail}",
                    $"--Vestibule:Admin:Password={VestibuleApp.AdminPassword}",
                    $"--Vestibule:Outbound:AllowedAddresses={allowed}",
                    "--Vestibule:Api:RateLimit:Enabled=false",
                    .. more,
                ]
        )
        {
            start.ArgumentList.Add(argument);
        }

        var said = new StringBuilder();
        var started = Process.Start(start)!;
        started.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        started.OutputDataReceived += (_, _) => { };
        started.BeginErrorReadLine();
        started.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = address };
        for (var tries = 0; tries < 3000 && !started.HasExited; tries++)
        {
            try
            {
                if ((await http.GetAsync("/health/ready")).IsSuccessStatusCode)
                {
                    return new ServerProcess(started, address, said)
                    {
                        Lies = plan is Sabotage.AnswerFirst,
                    };
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException($"The server did not get ready: {said}");
    }

    /// <summary>SIGKILL: no handler, no flush, no goodbye.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Returns when it has ended by itself; false when it did not in time.</summary>
    public async Task<bool> Ended(TimeSpan within)
    {
        using var late = new CancellationTokenSource(within);
        try
        {
            await process.WaitForExitAsync(late.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
