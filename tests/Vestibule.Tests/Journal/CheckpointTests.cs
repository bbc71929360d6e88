using Vestibule.Journal;
using Vestibule.Vault;

namespace Vestibule.Tests.Journal;

public sealed class CheckpointTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly CheckpointKey Key = new([.. Enumerable.Repeat((byte)7, 32)]);
    private readonly string folder = Directory.CreateTempSubdirectory("vestibule-points-").FullName;

    private string Place => Path.Combine(folder, "deeper", "checkpoints.jsonl");

    private CheckpointFile File => new(Place, Key, new DurableFs());

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData((byte)0xFF)]
    [InlineData((byte)0)]
    public void ASecretThatIsNoPrivateNumberMakesAKeyAllTheSame(byte every)
    {
        byte[] secret = [.. Enumerable.Repeat(every, 32)];
        using var key = new CheckpointKey(secret);
        using var again = new CheckpointKey(secret);
        again.Verifies([1, 2, 3], key.Sign([1, 2, 3])).ShouldBeTrue();
    }

    [Fact]
    public void IsReadAsItWasWritten()
    {
        File.Read().Checkpoints.ShouldBeEmpty();
        var written = Write(3);

        var read = File.Read();

        read.Fault.ShouldBeNull();
        read.Checkpoints.Select(one => one.Line).ShouldBe(written.Select(one => one.Line));
        read.Newest().Values.ShouldBe([End(1, 3), End(2, 30)]);
        System
            .IO.File.GetUnixFileMode(Place)
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void NoChangedCharacterIsTakenForASignedLine()
    {
        var line = Write(1)[0].Line;
        for (var i = 0; i < line.Length; i++)
        {
            var other = line[i] == '0' ? '1' : '0';
            Checkpoint.Read($"{line[..i]}{other}{line[(i + 1)..]}", Key).ShouldBeNull(line[i..]);
        }
        Checkpoint
            .Read(line, new CheckpointKey([.. Enumerable.Repeat((byte)8, 32)]))
            .ShouldBeNull();
    }

    [Fact]
    public void AMissingLineShows()
    {
        Write(3);
        var lines = System.IO.File.ReadAllLines(Place);
        System.IO.File.WriteAllLines(Place, [lines[0], lines[2]]);
        File.Read().Fault.ShouldBe("line 2 does not follow the line before it");
        System.IO.File.WriteAllLines(Place, [lines[1], lines[2]]);
        File.Read().Fault.ShouldBe("line 1 does not follow the line before it");
        System.IO.File.WriteAllLines(Place, [lines[0], lines[1].Replace(":20,", ":21,"), lines[2]]);
        File.Read().Fault.ShouldBe("line 2 is not signed by this server's key");
    }

    [Fact]
    public void ALineAPowerCutLeftHalfIsPassedOver()
    {
        var first = Write(1)[0];
        System.IO.File.AppendAllText(Place, first.Line[..40]);
        File.Read().Checkpoints.Count.ShouldBe(1);
        File.Append(Checkpoint.Sign(At, [End(1, 9)], first.Mark, Key));

        var read = File.Read();

        read.Fault.ShouldBeNull();
        read.Checkpoints.Count.ShouldBe(2);
        read.Newest()[1].ShouldBe(End(1, 9));
    }

    [Fact]
    public void AppendsNothingItCannotMakeDurable()
    {
        var refusing = new CheckpointFile(
            Place,
            Key,
            new DurableFs(call => call is FsCall.Sync ? 5 : 0)
        );
        Should.Throw<DurabilityException>(() =>
            refusing.Append(Checkpoint.Sign(At, [End(1, 1)], new byte[32], Key))
        );
    }

    private List<Checkpoint> Write(int count)
    {
        var (written, before) = (new List<Checkpoint>(), new byte[32]);
        for (var i = 1; i <= count; i++)
        {
            var one = Checkpoint.Sign(At.AddHours(i), [End(1, i), End(2, i * 10)], before, Key);
            File.Append(one);
            written.Add(one);
            before = one.Mark;
        }
        return written;
    }

    private static ChainEnd End(long chain, long sequence) =>
        new(chain, sequence, [.. Enumerable.Repeat((byte)sequence, 32)], new byte[32], null);
}
