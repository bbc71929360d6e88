using System.Security.Cryptography;
using System.Text.Json;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

/// <summary>
/// Known answers, made by another program from the description of the formats: as long as they open, what was sealed
/// years ago opens. They are never made anew.
/// </summary>
public sealed class VectorTests : IDisposable
{
    internal static readonly string Folder = Path.Combine(
        Golden.Root,
        "tests/Vestibule.Tests/Vault/Vectors"
    );
    private static readonly JsonElement Keys = Json("keys.json");
    internal static readonly JsonElement Expected = Json("expected.json");

    private readonly MasterKeys master = MasterKeys.Parse(
        File.ReadAllText(Path.Combine(Folder, "master.key"))
    );
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vestibule-vectors-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void ASecretOfTheNetworkOpens()
    {
        var secret = Expected.GetProperty("secret");
        var plain = master.Unwrap(
            KeyName.Secret(secret.GetProperty("name").GetString()!, 1),
            Bytes(secret, "wrapped")
        );
        plain.ShouldBe(Bytes(secret, "plain"));
        var index = Expected.GetProperty("numberIndex");
        NumberIndex
            .Of(plain, index.GetProperty("number").GetString()!)
            .ShouldBe(Bytes(index, "hash"));
    }

    [Fact]
    public void ASealedValueOpens()
    {
        var value = Expected.GetProperty("value");
        var place = new ValuePlace(
            value.GetProperty("owner").GetGuid(),
            value.GetProperty("member").GetString()!
        );
        ValueSeal
            .OpenText(Coworker(), place, Bytes(value, "sealed"))
            .ShouldBe(value.GetProperty("plain").GetString());
    }

    [Fact]
    public void ASealedFileOpens()
    {
        var file = Expected.GetProperty("file");
        var id = file.GetProperty("id").GetGuid();
        var vault = new VaultFolder(folder.FullName, new DurableFs());
        Directory.CreateDirectory(Path.GetDirectoryName(vault.PathOf(id))!);
        File.Copy(Path.Combine(Folder, "evidence.sealed"), vault.PathOf(id));
        using var opened = vault.Open(Row(id, file), FileKey(id, file));
        Convert
            .ToHexStringLower(SHA256.HashData(opened))
            .ShouldBe(file.GetProperty("sha256").GetString());
    }

    private CoworkerKey Coworker()
    {
        var (business, coworker) = (Keys.GetProperty("business"), Keys.GetProperty("coworker"));
        var name = KeyName.Business(business.GetProperty("id").GetGuid(), 1);
        var id = coworker.GetProperty("id").GetGuid();
        var raw = Wrapping.Unwrap(
            master.Unwrap(name, Bytes(business, "wrapped")),
            name,
            KeyName.Coworker(id),
            Bytes(coworker, "wrapped")
        );
        return new CoworkerKey(id, raw);
    }

    private byte[] FileKey(Guid id, JsonElement file)
    {
        var head = File.ReadAllBytes(Path.Combine(Folder, "evidence.sealed"))[..FileHeader.Size];
        var key = Coworker();
        return Wrapping.Unwrap(
            key.ForFiles,
            KeyName.Coworker(key.Coworker),
            KeyName.File(id),
            head.AsSpan(93, 64),
            Row(id, file).Binding.Bytes()
        );
    }

    private SealedFile Row(Guid id, JsonElement file) =>
        new()
        {
            Id = id,
            BusinessKey = Keys.GetProperty("business").GetProperty("id").GetGuid(),
            CheckKey = file.GetProperty("check").GetGuid(),
            DocumentKey = file.GetProperty("document").GetGuid(),
            Slot = file.GetProperty("slot").GetInt32(),
            Kind = file.GetProperty("kind").GetInt32(),
            CoworkerKey = Keys.GetProperty("coworker").GetProperty("id").GetGuid(),
            WrappedKey = [],
            Length = file.GetProperty("length").GetInt64(),
            SealedLength = file.GetProperty("sealedLength").GetInt64(),
            Sha256 = [],
            Checksum = [],
            MediaType = "",
            CreatedOn = default,
        };

    private static byte[] Bytes(JsonElement of, string member) =>
        Convert.FromHexString(of.GetProperty(member).GetString()!);

    private static JsonElement Json(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name))).RootElement.Clone();
}
