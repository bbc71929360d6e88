using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>A file system in memory with room for little, which can be filled and made read-only.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string mount = Directory.CreateTempSubdirectory("vestibule-small-").FullName;

    private SmallDisk() { }

    public string Mount => mount;

    /// <summary>Mounts it, or skips the test where that is not allowed.</summary>
    public static async Task<SmallDisk> Make(int megabytes)
    {
        HowMany.NotByHand("A full or read-only disk");
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Skip("mounting a small disk takes root");
        }

        var disk = new SmallDisk();
        var (code, _, errors) = await Shell.Try(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            $"size={megabytes}m,mode=0700",
            "tmpfs",
            disk.Mount
        );
        if (code != 0)
        {
            Assert.Skip($"a small disk cannot be mounted: {errors.Trim()}");
        }

        return disk;
    }

    /// <summary>Writes until there is no room left.</summary>
    public void Fill()
    {
        try
        {
            // Page by page and unbuffered: the last one that fits is the last one written.
            using var filler = new FileStream(
                Filler,
                FileMode.Create,
                FileAccess.Write,
                FileShare.None,
                0
            );
            while (true)
            {
                filler.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Full, as was asked.
        }
    }

    public void Free() => File.Delete(Filler);

    /// <summary>Refused while somebody has a file open for writing; tried until nobody has.</summary>
    public async Task MakeReadOnly()
    {
        for (var tries = 0; tries < 2000; tries++)
        {
            if ((await Shell.Try("mount", "-o", "remount,ro", mount)).Code == 0)
            {
                return;
            }
        }

        throw new InvalidOperationException("The disk was never idle.");
    }

    public Task MakeWritable() => Shell.Run("mount", "-o", "remount,rw", mount);

    public async ValueTask DisposeAsync()
    {
        await Shell.Try("umount", "-l", mount);
        Directory.Delete(mount, recursive: true);
    }

    private string Filler => Path.Combine(mount, "filler");
}
