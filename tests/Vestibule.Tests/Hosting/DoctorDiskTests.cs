using Vestibule.Database;
using Vestibule.Hosting.Doctor;

namespace Vestibule.Tests.Hosting;

/// <summary>The doctor on what the data lie on.</summary>
public sealed class DoctorDiskTests
{
    [Theory]
    [InlineData("tmpfs")]
    [InlineData("ramfs")]
    public async Task DataInMemoryAreFound(string kind) =>
        (await Sickbed.In(DatabaseProvider.Sqlite, bed => bed.FileSystem = _ => kind)).ShouldTell(
            "disk",
            "lost when this machine restarts",
            others: true
        );

    [Fact]
    public async Task CheckpointsInMemoryAreFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Postgres,
                bed =>
                    bed.FileSystem = folder =>
                        folder == Path.GetDirectoryName(bed.Checkpoints) ? "tmpfs" : "xfs"
            )
        ).ShouldTell("disk", "lost when this machine restarts");

    [Theory]
    [InlineData("nfs4")]
    [InlineData("cifs")]
    [InlineData("9p")]
    [InlineData("fuse.sshfs")]
    public async Task DataOnAnotherMachineAreFound(string kind) =>
        (await Sickbed.In(DatabaseProvider.Sqlite, bed => bed.FileSystem = _ => kind)).ShouldTell(
            "disk",
            "not a disk of this machine"
        );

    [Fact]
    public async Task CheckpointsOnAnotherMachineAreNoTrouble() =>
        (
            await Sickbed.In(
                DatabaseProvider.Postgres,
                bed =>
                    bed.FileSystem = folder =>
                        folder == Path.GetDirectoryName(bed.Checkpoints) ? "nfs4" : "xfs"
            )
        ).Text.ShouldEndWith("Nothing is wrong.\n");

    [Theory]
    [InlineData("overlay", "container")]
    [InlineData("fuse.mergerfs", "fuse.mergerfs")]
    public async Task WhatMayNotLastIsWorthAWord(string kind, string words)
    {
        var said = await Sickbed.In(DatabaseProvider.Sqlite, bed => bed.FileSystem = _ => kind);
        said.Text.Split('\n')
            .ShouldContain(line => line.StartsWith("note  disk: ") && line.Contains(words));
        said.Text.ShouldEndWith("Nothing is wrong.\n");
    }

    [Fact]
    public void MemoryIsToldFromADisk()
    {
        Patient.FileSystemOf("/proc/self").ShouldBe("proc");
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "There is no shared memory here.");
        var folder = Directory.CreateDirectory($"/dev/shm/vestibule-{Guid.NewGuid():N}");
        try
        {
            Patient.FileSystemOf(folder.FullName).ShouldBe("tmpfs");
        }
        finally
        {
            folder.Delete();
        }
    }
}
