using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

/// <summary>The file at the top of the ladder changes whole or not at all, whatever call fails or process is killed.</summary>
public sealed class MasterKeyFileTests : IDisposable
{
    private static readonly KeyName Name = new("Test", "a");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vestibule-master-");

    private string FilePath => Path.Combine(folder.FullName, "master.key");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task NoFailedCallLosesAKey()
    {
        var changes = 0;
        foreach (var retire in (bool[])[false, true])
        {
            var through = false;
            for (var n = 1; !through; n++, changes++)
            {
                n.ShouldBeLessThan(50);
                foreach (var left in folder.GetFiles())
                    left.Delete();
                var wrapped = Two();
                var calls = 0;
                through = await Change(new DurableFs(_ => ++calls == n ? 5 : 0), retire);
                Everything(wrapped);
                (await Change(new DurableFs(), retire)).ShouldBeTrue("a second time gets through");
                Everything(wrapped);
                File.GetUnixFileMode(FilePath)
                    .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
                Directory.GetFiles(folder.FullName, "*.new").ShouldBeEmpty();
            }
        }
        changes.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task TwoChangesAtOnceAreOneAfterTheOtherOrRefused()
    {
        Two();
        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        try
                        {
                            return new MasterKeyFile(FilePath, new DurableFs()).Rotate();
                        }
                        catch (MasterKeyException)
                        {
                            return 0;
                        }
                    })
                )
        );
        var versions = made.Where(version => version > 0).ToList();
        versions.Distinct().Count().ShouldBe(versions.Count);
        Keys().Checks.Count.ShouldBe(2 + versions.Count);
    }

    [Fact]
    public void AKeyBehindALinkIsChangedWhereItLies()
    {
        Two();
        var link = Path.Combine(folder.FullName, "link");
        File.CreateSymbolicLink(link, FilePath);
        new MasterKeyFile(link, new DurableFs()).Rotate().ShouldBe(3);
        Keys().Version.ShouldBe(3);
        File.ResolveLinkTarget(link, false).ShouldNotBeNull();
    }

    [Fact]
    public async Task TheKeyThatWrapsAndOneThatIsNotThereStay()
    {
        Two();
        var file = new MasterKeyFile(FilePath, new DurableFs());
        (await file.Retire(2, _ => Task.FromResult(true))).ShouldBeFalse();
        (await file.Retire(7, _ => Task.FromResult(true))).ShouldBeFalse();
        (await file.Retire(1, _ => Task.FromResult(false))).ShouldBeFalse();
        Keys().Checks.Count.ShouldBe(2);
        File.Exists(file.RetiredPath).ShouldBeFalse();
    }

    /// <summary>Something wrapped by each of two versions.</summary>
    private IReadOnlyList<byte[]> Two()
    {
        var keys = MasterKeys.Open(FilePath, false, new DurableFs());
        var first = keys.Wrap(Name, "one"u8);
        new MasterKeyFile(FilePath, new DurableFs()).Rotate();
        return [first, keys.Wrap(Name, "two"u8)];
    }

    private async Task<bool> Change(DurableFs fs, bool retire)
    {
        var file = new MasterKeyFile(FilePath, fs);
        try
        {
            if (!retire)
                return file.Rotate() > 0;
            await file.Retire(1, _ => Task.FromResult(true));
            return true;
        }
        catch (DurabilityException)
        {
            return false;
        }
    }

    /// <summary>In the file, or among the retired: nothing wrapped has lost its key.</summary>
    private void Everything(IReadOnlyList<byte[]> wrapped)
    {
        string[] files = [FilePath, $"{FilePath}.retired"];
        var keys = files
            .Where(File.Exists)
            .Select(file => MasterKeys.Parse(File.ReadAllText(file)))
            .ToList();
        foreach (var bytes in wrapped)
            keys.Count(k => Opens(k, bytes)).ShouldBeGreaterThan(0);
        Opens(keys[0], wrapped[1]).ShouldBeTrue();
    }

    private static bool Opens(MasterKeys keys, byte[] wrapped)
    {
        try
        {
            return keys.Unwrap(Name, wrapped).Length == 3;
        }
        catch (SealBrokenException)
        {
            return false;
        }
    }

    private MasterKeys Keys() => MasterKeys.Parse(File.ReadAllText(FilePath));
}
