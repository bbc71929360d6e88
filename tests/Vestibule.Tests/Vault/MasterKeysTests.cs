using System.Security.Cryptography;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

public sealed class MasterKeysTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vestibule-master-");
    private readonly DurableFs fs = new();

    private string FilePath => Path.Combine(folder.FullName, "new", "master.key");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void FirstStartMakesAFileForItsOwnerOnly()
    {
        var first = MasterKeys.Open(FilePath, mustExist: false, fs);
        first.JustMade.ShouldBeTrue();
        File.GetUnixFileMode(FilePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(Path.GetDirectoryName(FilePath)!).ShouldBe([FilePath]);
        var second = MasterKeys.Open(FilePath, mustExist: true, fs);
        second.JustMade.ShouldBeFalse();
        var name = new KeyName("Test", "a");
        second.Unwrap(name, first.Wrap(name, "secret"u8)).ShouldBe("secret"u8.ToArray());
    }

    [Fact]
    public async Task FirstStartsAtOnceEndWithOneKey()
    {
        var opened = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(_ => Task.Run(() => MasterKeys.Open(FilePath, false, fs)))
        );
        opened.Count(o => o.JustMade).ShouldBe(1);
        var name = new KeyName("Test", "a");
        var wrapped = opened[0].Wrap(name, "secret"u8);
        foreach (var keys in opened)
            keys.Unwrap(name, wrapped).ShouldBe("secret"u8.ToArray());
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void FileOpenToOthersIsRefused(UnixFileMode mode)
    {
        MasterKeys.Open(FilePath, false, fs);
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);
        Should.Throw<MasterKeyException>(() => MasterKeys.Open(FilePath, false, fs));
    }

    [Fact]
    public void MissingFileIsRefusedWhenItMustExist()
    {
        Should.Throw<MasterKeyException>(() => MasterKeys.Open(FilePath, mustExist: true, fs));
        File.Exists(FilePath).ShouldBeFalse();
    }

    [Fact]
    public void EveryChangedCharacterIsRefused()
    {
        var text = MasterKeys.NewText();
        for (var i = 0; i < text.Length - 1; i++)
        {
            var changed = text.ToCharArray();
            changed[i] = changed[i] == 'x' ? 'y' : 'x';
            // A version is a name: another digit there is another, valid file.
            if (text.AsSpan(i).StartsWith("1 ") && text[i - 1] == ' ')
                continue;
            Should.Throw<MasterKeyException>(
                () => MasterKeys.Parse(new string(changed)),
                $"at {i}"
            );
        }
    }

    [Fact]
    public void OtherSpellingOfTheSameBytesIsRefused()
    {
        const string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var text = MasterKeys.NewText();
        var last = text.IndexOf("=\n", StringComparison.Ordinal) - 1;
        var next = digits[digits.IndexOf(text[last]) + 1];
        var respelt = $"{text[..last]}{next}{text[(last + 1)..]}";
        Should.Throw<MasterKeyException>(() => MasterKeys.Parse(respelt));
    }

    [Theory]
    [InlineData("")]
    [InlineData("vestibule-master-keys 1\n")]
    [InlineData("vestibule-master-keys 2\nkey 1 0 0\n")]
    [InlineData("vestibule-master-keys 1\nkey 1 0000000000000000 AAAA\n")]
    public void MalformedTextIsRefused(string text) =>
        Should.Throw<MasterKeyException>(() => MasterKeys.Parse(text));

    [Fact]
    public void NewestVersionWrapsAndOlderOnesStillUnwrap()
    {
        var old = MasterKeys.NewText();
        var more = MasterKeys.NewText().Split('\n')[1].Replace("key 1 ", "key 2 ");
        var one = MasterKeys.Parse(old);
        var two = MasterKeys.Parse($"{old}{more}\n");
        var name = new KeyName("Test", "a");
        two.Version.ShouldBe(2);
        two.Unwrap(name, one.Wrap(name, "secret"u8)).ShouldBe("secret"u8.ToArray());
        Should.Throw<SealBrokenException>(() => one.Unwrap(name, two.Wrap(name, "secret"u8)));
    }

    [Fact]
    public void AChangedFileIsFollowedAndAMissingOrMalformedOneIsNot()
    {
        var keys = MasterKeys.Open(FilePath, false, fs);
        var name = new KeyName("Test", "a");
        var old = keys.Wrap(name, "secret"u8);
        new MasterKeyFile(FilePath, fs).Rotate().ShouldBe(2);
        keys.Version.ShouldBe(2);
        keys.Unwrap(name, old).ShouldBe("secret"u8.ToArray());
        var text = File.ReadAllText(FilePath);
        File.WriteAllText(FilePath, text[..^5]);
        keys.Version.ShouldBe(2);
        File.Delete(FilePath);
        keys.Unwrap(name, old).ShouldBe("secret"u8.ToArray());
    }

    [Fact]
    public void WrappedKeyFitsOnlyItsOwnNames()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var parent = KeyName.Business(Guid.NewGuid(), 1);
        var child = KeyName.Coworker(Guid.NewGuid());
        var wrapped = Wrapping.Wrap(key, parent, child, "secret"u8, "context"u8);
        Wrapping.Unwrap(key, parent, child, wrapped, "context"u8).ShouldBe("secret"u8.ToArray());
        (KeyName, KeyName, string)[] wrong =
        [
            (parent with { Kind = "x" }, child, "context"),
            (parent with { Id = "x" }, child, "context"),
            (parent with { Version = 2 }, child, "context"),
            (parent, child with { Kind = "x" }, "context"),
            (parent, child with { Id = "x" }, "context"),
            (parent, child with { Version = 2 }, "context"),
            (parent, child, "contexT"),
            (child, parent, "context"),
        ];
        foreach (var (p, c, context) in wrong)
            Should.Throw<SealBrokenException>(() =>
                Wrapping.Unwrap(key, p, c, wrapped, System.Text.Encoding.ASCII.GetBytes(context))
            );
        Should.Throw<SealBrokenException>(() =>
            Wrapping.Unwrap(key, parent, child, wrapped[..10], "context"u8)
        );
    }
}
