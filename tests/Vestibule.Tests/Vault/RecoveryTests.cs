using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

/// <summary>The reader that operators are given for the day when the program is gone.</summary>
public sealed class RecoveryTests : IDisposable
{
    private static readonly string[] NodePlaces = ["/usr/bin/node", "/usr/local/bin/node"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vestibule-recovery-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void AnotherProgramOpensTheVectors()
    {
        var (code, plain) = Open(
            Path.Combine(VectorTests.Folder, "master.key"),
            Path.Combine(VectorTests.Folder, "keys.json"),
            Path.Combine(VectorTests.Folder, "evidence.sealed")
        );
        code.ShouldBe(0);
        Convert
            .ToHexStringLower(SHA256.HashData(plain))
            .ShouldBe(VectorTests.Expected.GetProperty("file").GetProperty("sha256").GetString());
    }

    [DatabaseTheory(Only = "Sqlite")]
    public async Task AnotherProgramOpensWhatIsSealedTodayAndRefusesWhatWasChanged(
        TestDatabase database
    )
    {
        using var box = new VaultBox(database);
        var plain = RandomNumberGenerator.GetBytes(Segment.Size + 77);
        var file = await box.Staged(plain);
        var (masterPath, keysPath) = (Put("m", box.MasterText), Put("k", await KeysOf(box)));

        var (code, opened) = Open(masterPath, keysPath, box.PathOf(file));

        code.ShouldBe(0);
        opened.ShouldBe(plain);
        var bytes = await File.ReadAllBytesAsync(box.PathOf(file));
        foreach (var at in (int[])[5, 40, 100, 160, 200, bytes.Length - 1])
        {
            var changed = bytes.ToArray();
            changed[at] ^= 1;
            var path = Path.Combine(folder.FullName, "changed");
            await File.WriteAllBytesAsync(path, changed);
            Open(masterPath, keysPath, path).Code.ShouldBe(1, $"byte {at}");
        }
    }

    private static async Task<string> KeysOf(VaultBox box)
    {
        await using var db = box.Open();
        var business = await db.Set<WrappedKey>().SingleAsync(k => k.Kind == WrappedKey.Business);
        await using var store = new SqliteConnection($"Data Source={box.KeyFolder}/coworkers.db");
        await store.OpenAsync();
        await using var ask = store.CreateCommand();
        ask.CommandText = "SELECT Coworker, hex(Wrapped) FROM CoworkerKeys";
        await using var row = await ask.ExecuteReaderAsync();
        await row.ReadAsync();
        return JsonSerializer.Serialize(
            new
            {
                business = new
                {
                    id = business.Id,
                    version = business.Version,
                    wrapped = Convert.ToHexString(business.Wrapped),
                },
                coworker = new { id = row.GetString(0), wrapped = row.GetString(1) },
            }
        );
    }

    private (int Code, byte[] Plain) Open(params string[] arguments)
    {
        var node = NodePlaces.FirstOrDefault(File.Exists);
        Assert.SkipWhen(node is null, "Node.js, which the independent reader runs on, is absent.");
        var start = new ProcessStartInfo(node)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(Golden.Root, "docs/recovery/open-sealed-file.mjs"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        using var plain = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(plain);
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, plain.ToArray());
    }

    private string Put(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
