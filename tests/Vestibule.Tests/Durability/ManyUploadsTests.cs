using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Documents;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Durability;

/// <summary>
/// Two hundred people send ten megabytes each, all at once, to a server with little memory: every one of them has half
/// of it sent before anybody sends the rest. Workers that decode are in the same cage; measured is the server.
/// </summary>
[Collection(nameof(KillTests))]
public sealed class ManyUploadsTests(ITestOutputHelper output)
{
    private const long Memory = 512L * 1024 * 1024;
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);
    private int again;
    private Func<bool> up = () => true;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ManyLargeFilesAtOnceFitIntoLittleMemory()
    {
        var many = HowMany.Times(4, 20, 200);
        await using var site = await Site.Make(
            DatabaseProvider.Sqlite,
            settings: [("Vestibule:Uploads:PerAddress", "200")]
        );
        using var cage = MemoryCage.Of(Memory);
        site.Before = cage.Before;
        var picture = new BigPicture();
        using (var server = await site.Serve())
        {
            using var http = Client(server.Address);
            var documents = await Documents(http, site, many);
            var idle = MemoryCage.Peak(server.Id);
            var began = TimeProvider.System.GetTimestamp();
            up = () => server.IsAlive;
            var answers = await Send(http, picture, documents);
            var peak = MemoryCage.Peak(server.Id);
            output.WriteLine(
                $"{answers.Count(a => a is HttpStatusCode.OK)} of {many} files of {(picture.Rest.Length + BigPicture.Start(0).Length) / 1024.0 / 1024.0:F1} MiB at once in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F0} s: the server's peak was {peak / 1024 / 1024} MiB ({idle / 1024 / 1024} before), within {Memory / 1024 / 1024} MiB by {cage.Kind}"
            );
            output.WriteLine($"{again} had to be sent again");
            answers.ShouldAllBe(status => status == HttpStatusCode.OK);
            peak.ShouldBeLessThan(Memory);
        }

        (await Kept(site)).ShouldBe(
            Enumerable.Range(0, many).Select(number => Print(picture, number)),
            ignoreOrder: true
        );
        Directory.Delete(Path.Combine(site.Folder, "files"), recursive: true);
    }

    private static HttpClient Client(Uri address)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization = Load.Basic;
        return http;
    }

    /// <summary>A document for each, in checks of their own.</summary>
    private static async Task<List<long>> Documents(HttpClient http, Site site, int many)
    {
        var documents = new List<long>();
        while (documents.Count < many)
        {
            var check = await http.Posts(
                "/api/spaces/coworkeridentitychecks",
                $$"""{"BusinessId":{{site.Business}},"CoworkerId":{{site.Coworker}},"Name":"Check"}"""
            );
            var document = await http.Posts(
                "/api/spaces/coworkeridentitycheckdocuments",
                $$"""{"CoworkerId":{{site.Coworker}},"CoworkerIdentityCheckId":{{check.Id}},"Name":"Papers"}"""
            );
            document.Status.ShouldBe(200, document.Raw);
            documents.Add(document.Id);
        }

        return documents;
    }

    private async Task<HttpStatusCode[]> Send(
        HttpClient http,
        BigPicture picture,
        List<long> documents
    )
    {
        var gathering = new Gathering(documents.Count);
        return await Task.WhenAll(
            documents.Select((document, number) => Put(http, picture, document, number, gathering))
        );
    }

    // Who is told to come again does, as told; so does who is hung up on.
    private async Task<HttpStatusCode> Put(
        HttpClient http,
        BigPicture picture,
        long document,
        int number,
        Gathering? gathering
    )
    {
        while (true)
        {
            using var content = new Halting(picture, number, gathering);
            using var answer = await Answer(http, document, content);
            gathering = null;
            if (answer.StatusCode is not HttpStatusCode.ServiceUnavailable)
                return answer.StatusCode;
            Interlocked.Increment(ref again);
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? OneSecond, Cancelled);
        }
    }

    /// <summary>A server that hangs up in the middle of a file had no room for it; its words are lost on the way.</summary>
    private async Task<HttpResponseMessage> Answer(
        HttpClient http,
        long document,
        HttpContent content
    )
    {
        try
        {
            return await http.PutAsync(
                new Uri($"/api/vestibule/documents/{document}/files/photo", UriKind.Relative),
                content,
                Cancelled
            );
        }
        catch (HttpRequestException) when (up())
        {
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        }
    }

    /// <summary>What the originals that are there open to, each authenticated from its first byte to its last.</summary>
    private static async Task<IReadOnlyList<string>> Kept(Site site)
    {
        await using var app = await VestibuleApp.Start(site.Provider, site.Folder, site.Connection);
        var count = await app.Services.GetRequiredService<VerifyEvidence>().Run(Cancelled);
        count.Holds.ShouldBeTrue();
        await using var db = app.Db();
        return
        [
            .. (
                await db.Set<SealedFile>()
                    .Where(f => f.Kind == FileKinds.Original)
                    .Select(f => f.Sha256)
                    .ToListAsync(Cancelled)
            ).Select(Convert.ToHexStringLower),
        ];
    }

    private static string Print(BigPicture picture, int number)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BigPicture.Start(number));
        hash.AppendData(picture.Rest);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
