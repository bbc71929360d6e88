using System.Diagnostics;
using System.Text;
using Vestibule.Tests.Durability;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Scanning;

/// <summary>A real clamd with one signature of our own, which nothing but a test contains.</summary>
internal sealed class ClamdProcess : IDisposable
{
    /// <summary>What the signature looks for.</summary>
    public const string Harm = "VESTIBULE SPECIMEN OF A VIRUS";

    /// <summary>What it is called.</summary>
    public const string Signature = "Vestibule.Specimen.UNOFFICIAL";

    private static readonly string[] Places = ["/usr/sbin/clamd", "/usr/local/sbin/clamd"];
    private readonly Process process;

    private ClamdProcess(Process process, Uri address) =>
        (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>A picture that is taken where nobody looks.</summary>
    public static byte[] Infected(byte[] picture) => [.. picture, .. Encoding.ASCII.GetBytes(Harm)];

    /// <param name="largest">Its <c>StreamMaxLength</c>, in bytes.</param>
    public static async Task<ClamdProcess> Start(int largest = 25 * 1024 * 1024)
    {
        if (Places.FirstOrDefault(File.Exists) is not { } program)
        {
            if (Environment.GetEnvironmentVariable("CI") is "true")
                throw new InvalidOperationException("clamd has to be installed where CI runs.");
            Assert.Skip("clamd is not installed (apt-get install clamav-daemon).");
            throw new UnreachableException();
        }

        var folder = LeftBehind.Folder("vestibule-clamd-");
        var signatures = Directory.CreateDirectory(Path.Combine(folder, "db")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(signatures, "own.ndb"),
            $"Vestibule.Specimen:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Harm))}\n"
        );
        var socket = Path.Combine(folder, "clamd.ctl");
        var settings = Path.Combine(folder, "clamd.conf");
        await File.WriteAllTextAsync(
            settings,
            $"""
            Foreground yes
            LocalSocket {socket}
            DatabaseDirectory {signatures}
            TemporaryDirectory {folder}
            StreamMaxLength {largest}
            MaxThreads 4

            """
        );
        var started = Shell.Start(program, "--config-file", settings);
        LeftBehind.Later(() => End(started));
        await Shell.Until("clamd listens", () => File.Exists(socket) || started.HasExited);
        started.HasExited.ShouldBeFalse("clamd has ended by itself");
        return new ClamdProcess(started, new Uri($"unix://{socket}"));
    }

    public void Dispose() => End(process);

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }
    }
}
