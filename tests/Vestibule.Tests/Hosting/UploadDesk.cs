using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Tests.Documents;
using Vestibule.Tests.Durability;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Hosting;

/// <summary>What tests of slow and many senders do with a server.</summary>
internal static class UploadDesk
{
    /// <summary>A small one that is taken.</summary>
    public static readonly byte[] Picture = Papers.Png(1, 3_000);

    /// <summary>Looked at by those who want nothing but an answer.</summary>
    public const string Reads = "/api/spaces/coworkeridentitychecks";

    public static Task<EvidenceDesk> Open(
        FakeTimeProvider? clock,
        params (string Name, string Value)[] settings
    ) =>
        EvidenceDesk.Open(
            DatabaseProvider.Sqlite,
            documents: 1,
            size: 0,
            services =>
            {
                if (clock is not null)
                    services.AddSingleton<TimeProvider>(clock);
            },
            settings
        );

    public static async Task<UploadLine> Line(EvidenceDesk desk, int length, string more = "") =>
        await UploadLine.Open(
            desk.App.Address,
            $"PUT /api/vestibule/documents/{await desk.Document()}/files/photo HTTP/1.1\r\nHost: x\r\nAuthorization: {desk.Admin.DefaultRequestHeaders.Authorization}\r\n{more}Content-Length: {length}\r\n\r\n"
        );

    /// <summary>So many bytes that begin like a picture.</summary>
    public static byte[] Long(int length)
    {
        var bytes = new byte[length];
        Picture[..8].CopyTo(bytes, 0);
        return bytes;
    }

    /// <summary>A file of which so much has been sent and has found a place.</summary>
    public static async Task<UploadLine> Begin(
        EvidenceDesk desk,
        byte[] file,
        int sent,
        int number = 1
    )
    {
        var line = await Line(desk, file.Length);
        await line.Send(file[..sent]);
        await Until(desk, number);
        return line;
    }

    public static Task Until(EvidenceDesk desk, int underWay) =>
        Shell.Until(
            $"{underWay} files are under way",
            () => desk.App.Services.GetRequiredService<UploadGate>().UnderWay == underWay
        );

    public static async Task OthersAreServed(EvidenceDesk desk) =>
        (await desk.Admin.Gets(Reads)).Status.ShouldBe(200);

    public static async Task NothingIsLeft(EvidenceDesk desk)
    {
        await Until(desk, 0);
        await desk.NothingIsLeft();
    }
}
