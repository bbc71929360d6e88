using System.Text;
using Vestibule.Database;
using Vestibule.Tests.Harness;
using Vestibule.Tests.Vision;
using Vestibule.Vision;

namespace Vestibule.Tests.Documents;

/// <summary>Hostile files through the door: each gets one clear answer, and nothing they carry is ever given out.</summary>
public sealed class HostileIntakeTests(ITestOutputHelper output)
{
    private const int Largest = 10 * 1024 * 1024;

    // Every seventh: the specimens are the first of them, and this way there are spoiled files among a few already.
    private const int Stride = 7;

    [Theory, ClassData(typeof(OnBoth))]
    public async Task NothingHostileIsGivenOut(DatabaseProvider provider)
    {
        var count = HowMany.Times(8, ci: 60, campaign: 3_000);
        await using var desk = await DocumentDesk.Open(provider);
        var (_, document) = await desk.Document();
        var (taken, refused) = (0, 0);
        foreach (
            var hostile in Enumerable.Range(0, count).Select(n => HostileFiles.One(n * Stride))
        )
        {
            // The connection is closed on what is larger, which has tests of its own.
            if (hostile.Bytes.Length > Largest)
                continue;
            var answer = await desk.Put(document, hostile.Bytes);
            answer.Status.ShouldBeOneOf([200, 400], $"{hostile.Name}: {answer.Raw}");
            if (answer.Status == 200)
            {
                taken++;
                await Look(desk, document, hostile.Name);
                continue;
            }

            refused++;
            answer.Named().ShouldBe(["File"], hostile.Name);
            answer["Errors"]![0]!["Message"]!.ToString().ShouldNotBeEmpty(hostile.Name);
        }

        output.WriteLine($"{taken} taken, {refused} refused");
        (taken > 0 && refused > 0).ShouldBeTrue();
        (await desk.Kept()).ShouldBe((3, 0, 3));
        (await desk.Put(document, Papers.Png(1))).Status.ShouldBe(200, "the server goes on");
    }

    private static async Task Look(DocumentDesk desk, long document, string name)
    {
        var pictures = $"/api/vestibule/documents/{document}/files/photo";
        foreach (
            var address in new[]
            {
                $"{DocumentDesk.Documents}/getphoto/{document}",
                $"{pictures}/1",
                $"{pictures}/thumbnail",
                $"{pictures}/blurred",
            }
        )
        {
            var (bytes, type, _) = (await desk.Shown(address)).ShouldNotBeNull(name);
            Tags.In(MediaKinds.Of(type)!.Value, bytes).ShouldBeEmpty($"{name}: {address}");
            bytes
                .AsSpan()
                .IndexOf(Encoding.ASCII.GetBytes(HostileFiles.Mark))
                .ShouldBe(-1, $"{name}: {address}");
        }
    }
}
