using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Documents;

/// <summary>A server of its own with one member, whose files are put and looked at.</summary>
internal sealed class DocumentDesk : IAsyncDisposable
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";
    public const string Documents = "/api/spaces/coworkeridentitycheckdocuments";

    private DocumentDesk(VestibuleApp app, World world) => (App, World) = (app, world);

    public VestibuleApp App { get; }
    public World World { get; }
    public HttpClient Admin { get; private set; } = null!;
    public Vestibule.People.Business Business { get; private set; } = null!;
    public long Coworker { get; private set; }

    public static async Task<DocumentDesk> Open(
        DatabaseProvider provider,
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
        var desk = new DocumentDesk(app, world)
        {
            Admin = await world.Administrator(),
            Business = await world.Business(),
        };
        desk.Coworker = (await world.Coworker(desk.Business)).Id;
        return desk;
    }

    /// <summary>A document of a new check, without files.</summary>
    public async Task<(long Check, long Document)> Document()
    {
        var check = await Admin.Posts(
            Checks,
            $$"""{"BusinessId":{{Business.Id}},"CoworkerId":{{Coworker}},"Name":"Check","IdentityDocumentType":1}"""
        );
        var document = await Admin.Posts(
            Documents,
            $$"""{"CoworkerId":{{Coworker}},"CoworkerIdentityCheckId":{{check.Id}},"Name":"Papers"}"""
        );
        return (check.Id, document.Id);
    }

    public async Task<Answer> Put(
        long document,
        byte[] file,
        string slot = "photo",
        string? name = null
    )
    {
        using var content = new ByteArrayContent(file);
        if (name is not null)
        {
            content.Headers.Add("Content-Disposition", $"attachment; filename=\"{name}\"");
        }

        using var answer = await Admin.PutAsync(
            new Uri($"/api/vestibule/documents/{document}/files/{slot}", UriKind.Relative),
            content
        );
        return new Answer(
            (int)answer.StatusCode,
            answer.Headers,
            await answer.Content.ReadAsStringAsync()
        );
    }

    /// <summary>Null when it is answered with anything but 200.</summary>
    public async Task<(byte[] Bytes, string Type, string Name)?> Shown(
        string address,
        HttpClient? by = null
    )
    {
        using var answer = await (by ?? Admin).GetAsync(new Uri(address, UriKind.Relative));
        return answer.IsSuccessStatusCode
            ? (
                await answer.Content.ReadAsByteArrayAsync(),
                answer.Content.Headers.ContentType!.MediaType!,
                answer.Content.Headers.ContentDisposition!.FileNameStar!
            )
            : null;
    }

    public Task<Answer> Command(string key, long check, string parameters = "") =>
        Admin.Posts(
            $"{Checks}/runcommand",
            $$"""{"Key":"{{key}}","Ids":[{{check}}],"Parameters":[{{parameters}}]}"""
        );

    /// <summary>Rows of files, promises, and files that lie on the disk.</summary>
    public async Task<(int Rows, int Promises, int Files)> Kept()
    {
        await using var db = App.Db();
        var folder = App.Services.GetRequiredService<FileVaultOptions>().Folder;
        return (
            await db.Set<SealedFile>().CountAsync(),
            await db.Set<FileIntent>().CountAsync(),
            Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count()
                : 0
        );
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await App.DisposeAsync();
    }
}
