using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Documents;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Documents;

/// <summary>A server of its own with documents somebody has handed in, whose sealed files can be got at.</summary>
internal sealed class EvidenceDesk(VestibuleApp app, HttpClient admin) : IAsyncDisposable
{
    private static readonly string[] Slots = ["photo", "document", "additionaldocument"];

    public VestibuleApp App => app;

    public HttpClient Admin => admin;

    /// <param name="size">Of each of the three files of each document; 0 for documents without any.</param>
    public static async Task<EvidenceDesk> Open(
        DatabaseProvider provider,
        int documents = 1,
        int size = 150_000,
        Action<IServiceCollection>? services = null,
        params (string Name, string Value)[] settings
    )
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        var app = await VestibuleApp.Start(provider, services, settings);
        var world = new World(app);
        var desk = new EvidenceDesk(app, await world.Administrator());
        var business = await world.Business();
        var coworker = await world.Coworker(business);
        for (var seed = 0; seed < documents; seed++)
        {
            await desk.HandIn(business.Id, coworker.Id, seed * 10, size);
        }

        return desk;
    }

    /// <summary>Stops this server and starts it again on what it has kept, with other settings.</summary>
    public async Task<EvidenceDesk> Again(params (string Name, string Value)[] settings)
    {
        await DisposeAsync();
        var again = await VestibuleApp.Start(
            app.Provider,
            app.DataPath,
            app.ConnectionString,
            null,
            settings
        );
        return new EvidenceDesk(again, await new World(again).Administrator());
    }

    /// <summary>All rows, originals and albums too, the oldest first.</summary>
    public async Task<List<SealedFile>> Files()
    {
        await using var db = app.Db();
        return await db.Set<SealedFile>().AsNoTracking().OrderBy(f => f.Id).ToListAsync();
    }

    /// <summary>The number of the only document.</summary>
    public async Task<long> Document()
    {
        await using var db = app.Db();
        return await db.CheckDocuments.Select(d => d.Id).SingleAsync();
    }

    public string PathOf(Guid file) =>
        Directory
            .EnumerateFiles(
                app.Services.GetRequiredService<FileVaultOptions>().Folder,
                $"{file:N}",
                SearchOption.AllDirectories
            )
            .Single();

    /// <summary>Changes one bit of a file on the disk.</summary>
    public void Flip(Guid file, long at)
    {
        // A download that was broken off may not have let go of it yet.
        using var stream = File.Open(
            PathOf(file),
            FileMode.Open,
            FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete
        );
        stream.Position = at;
        var before = stream.ReadByte();
        stream.Position = at;
        stream.WriteByte((byte)(before ^ 4));
    }

    /// <summary>What a download gives: the status, the bytes that came, and whether all that was announced came.</summary>
    public async Task<(int Status, byte[] Bytes, bool Whole)> Download(SealedFile file)
    {
        await using var db = app.Db();
        var document = await db.CheckDocuments.SingleAsync(d => d.UniqueId == file.DocumentKey);
        var slot = Slots[file.Slot - 1];
        using var answer = await admin.GetAsync(
            new Uri(
                file.Kind switch
                {
                    FileKinds.Album => $"/api/vestibule/documents/{document.Id}/files/{slot}/1",
                    FileKinds.Original =>
                        $"/api/spaces/coworkeridentitycheckdocuments/get{slot}/{document.Id}?original=1&reason=test",
                    _ => $"/api/spaces/coworkeridentitycheckdocuments/get{slot}/{document.Id}",
                },
                UriKind.Relative
            ),
            HttpCompletionOption.ResponseHeadersRead
        );
        var bytes = new MemoryStream();
        try
        {
            await answer.Content.CopyToAsync(bytes);
            return ((int)answer.StatusCode, bytes.ToArray(), true);
        }
        catch (HttpRequestException)
        {
            return ((int)answer.StatusCode, bytes.ToArray(), false);
        }
    }

    /// <summary>Sends a file into the first slot of the only document.</summary>
    public async Task<Answer> Put(byte[] file)
    {
        using var bytes = new ByteArrayContent(file);
        using var answer = await admin.PutAsync(
            new Uri($"/api/vestibule/documents/{await Document()}/files/photo", UriKind.Relative),
            bytes
        );
        return new Answer(
            (int)answer.StatusCode,
            answer.Headers,
            await answer.Content.ReadAsStringAsync()
        );
    }

    /// <summary>Of a file that was refused.</summary>
    public async Task NothingIsLeft()
    {
        var strays = await app
            .Services.GetRequiredService<FileVault>()
            .FindStraysAsync(TestContext.Current.CancellationToken);
        (strays.Files.Count, strays.Others).ShouldBe((0, 0));
        await using var db = app.Db();
        db.Set<FileIntent>().ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await app.DisposeAsync();
    }

    private async Task HandIn(long business, long coworker, int seed, int size)
    {
        var check = await admin.Posts(
            "/api/spaces/coworkeridentitychecks",
            $$"""{"BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"Check","IdentityDocumentType":3}"""
        );
        var document = await admin.Posts(
            "/api/spaces/coworkeridentitycheckdocuments",
            $$"""{"CoworkerId":{{coworker}},"CoworkerIdentityCheckId":{{check.Id}},"Name":"Papers"}"""
        );
        document.Status.ShouldBe(200, document.Raw);
        if (size == 0)
            return;
        foreach (var (slot, number) in Slots.Select((slot, number) => (slot, number)))
        {
            using var bytes = new ByteArrayContent(Papers.Png(seed + number, size));
            using var put = await admin.PutAsync(
                new Uri($"/api/vestibule/documents/{document.Id}/files/{slot}", UriKind.Relative),
                bytes
            );
            ((int)put.StatusCode).ShouldBe(200, await put.Content.ReadAsStringAsync());
        }
    }
}
