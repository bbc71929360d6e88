using System.Diagnostics;

namespace Vestibule.Tests.Durability;

/// <summary>
/// A disk whose power can be cut: an image served by nbdkit, shown as a file by nbdfuse, and mounted over a loop device
/// as ext4. When nbdkit is killed the image holds what the kernel had handed down by then and nothing else.
/// </summary>
internal sealed class PowerDisk : IAsyncDisposable
{
    private static readonly string[] Programs = ["nbdkit", "nbdfuse", "losetup", "mkfs.ext4"];
    private static readonly SemaphoreSlim OneInstaller = new(1);

    private readonly string home = Directory.CreateTempSubdirectory("vestibule-power-").FullName;
    private Process? server;
    private Process? shown;
    private string? loop;

    private PowerDisk() { }

    /// <summary>Where the file system is mounted while the power is on.</summary>
    public string Mount => Path.Combine(home, "mount");

    private string Image => Path.Combine(home, "image");
    private string Shown => Path.Combine(home, "shown");
    private string Socket => Path.Combine(home, "socket");

    /// <summary>Why there can be no such disk here, or null.</summary>
    public static async Task<string?> Absent()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "cutting the power of a disk takes root";
        }

        if (!File.Exists("/dev/fuse") || !File.Exists("/dev/loop-control"))
        {
            return "cutting the power of a disk takes /dev/fuse and /dev/loop-control";
        }

        await OneInstaller.WaitAsync();
        try
        {
            if (!Programs.All(Shell.Has) && Shell.Has("apt-get"))
            {
                await Shell.Try("apt-get", "update", "-q");
                await Shell.Try(
                    "apt-get",
                    "install",
                    "-y",
                    "-q",
                    "--no-install-recommends",
                    "nbdkit",
                    "libnbd-bin",
                    "fuse3",
                    "e2fsprogs"
                );
            }
        }
        finally
        {
            OneInstaller.Release();
        }

        return Array.Find(Programs, program => !Shell.Has(program)) is { } missing
            ? $"cutting the power of a disk takes {missing} (apt-get install nbdkit libnbd-bin fuse3)"
            : null;
    }

    public static async Task<PowerDisk> Make(int megabytes = 512)
    {
        var disk = new PowerDisk();
        Directory.CreateDirectory(disk.Mount);
        Directory.CreateDirectory(disk.Shown);
        await using (var image = File.Create(disk.Image))
        {
            image.SetLength(megabytes * 1024L * 1024L);
        }

        await Shell.Run("mkfs.ext4", "-q", "-F", disk.Image);
        await disk.PlugIn();
        return disk;
    }

    /// <summary>Power on: what is on the image is mounted, the file system's own journal replayed.</summary>
    public async Task PlugIn()
    {
        File.Delete(Socket);
        server = Shell.Start("nbdkit", "-f", "-U", Socket, "file", Image);
        await Shell.Until("nbdkit listens", () => File.Exists(Socket));
        var disk = Path.Combine(Shown, "disk");
        shown = Shell.Start("nbdfuse", disk, "--unix", Socket);
        await Shell.Until(
            "nbdfuse shows the disk",
            () => File.Exists(disk) && new FileInfo(disk).Length > 0
        );
        loop = await Shell.Run("losetup", "--find", "--show", disk);
        await Shell.Run("mount", loop, Mount);
    }

    /// <summary>The power fails: nothing reaches the image from now on, and every call that needs it is an error.</summary>
    public void Cut()
    {
        server!.Kill();
        server.WaitForExit();
    }

    /// <summary>Takes away what is left after a cut. Nobody may use the disk any more.</summary>
    public async Task Unplug()
    {
        await Shell.Try("umount", "-l", Mount);
        if (loop is not null)
        {
            await Shell.Try("losetup", "-d", loop);
        }

        await Shell.Try("umount", "-l", Shown);
        await End(shown);
        await End(server);
        (server, shown, loop) = (null, null, null);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is { HasExited: false })
        {
            // In order, so that nothing waits for a disk that is gone.
            await Shell.Try("umount", Mount);
        }

        await Unplug();
        Directory.Delete(home, recursive: true);
    }

    private static async Task End(Process? process)
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
    }
}
