using System.Text;
using Vestibule.Decoding;

namespace Vestibule.Tests.Decoding;

/// <summary>Foreign programs behind the walls the renderer of PDFs has.</summary>
public sealed class ConfinedProcessTests
{
    [Fact]
    public void AProgramReadsOnlyWhatIsListed()
    {
        Assert.SkipUnless(Confinement.Offered.Files, "this kernel has no Landlock");
        Run("/bin/cat", ["/etc/passwd"], Walls.All).Said.ShouldBeEmpty();
        Run("/bin/cat", ["/etc/passwd"], new Walls(Files: false)).Said.ShouldContain("root:");
    }

    [Fact]
    public void AProgramWritesNothing()
    {
        var place = Path.Combine(Path.GetTempPath(), $"confined-{Guid.NewGuid():N}");
        Run("/usr/bin/touch", [place], Walls.All).Code.ShouldNotBe(0);
        File.Exists(place).ShouldBeFalse();
        Run("/usr/bin/touch", [place], new Walls(Files: false)).Code.ShouldBe(0);
        File.Exists(place).ShouldBeTrue();
        File.Delete(place);
    }

    [Fact]
    public void AProgramStartsNoOther()
    {
        Run("/bin/sh", ["-c", "/bin/true && echo through"], Walls.All)
            .Said.ShouldNotContain("through");
        Run("/bin/sh", ["-c", "/bin/true && echo through"], new Walls(false, false))
            .Said.ShouldContain("through");
    }

    [Fact]
    public void AProgramInheritsNoEnvironment() =>
        Run("/usr/bin/env", [], Walls.All).Said.ShouldBe("ONE=1\n");

    [Fact]
    public void AProgramThatIsNotThereIsSaidToBeMissing() =>
        Should
            .Throw<IOException>(() => Run("/nowhere/program", [], Walls.All))
            .Message.ShouldContain("does not start");

    [Fact]
    public void AKilledProgramTakesItsGroupWithIt()
    {
        using var process = ConfinedProcess.Start(
            Of("/bin/sh", ["-c", "sleep 1000 & wait"], new Walls(false, false))
        );
        process.Kill();
        process.Wait().ShouldBe(128 + 9);
        // The child of the child held the pipe open, too.
        process.Output.ReadByte().ShouldBe(-1);
    }

    private static (int Code, string Said) Run(string path, string[] arguments, Walls walls)
    {
        using var process = ConfinedProcess.Start(Of(path, arguments, walls));
        process.Input.Dispose();
        using var output = new StreamReader(process.Output, Encoding.UTF8);
        var said = output.ReadToEnd();
        return (process.Wait(), said);
    }

    private static Errand Of(string path, string[] arguments, Walls walls) =>
        new(
            path,
            arguments,
            ["ONE=1"],
            ["/lib", "/lib64", "/usr/lib", "/etc/ld.so.cache", "/dev/null"],
            new Bounds(200_000_000, 400_000_000, 5, 64, MayThread: false),
            walls
        );
}
