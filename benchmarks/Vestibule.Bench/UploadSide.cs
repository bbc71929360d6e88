using System.Runtime;
using System.Text;

namespace Vestibule.Bench;

/// <summary>One of the two that take uploads.</summary>
/// <param name="folder">Where its files come to lie; emptied after each turn, so that no turn fills the disk.</param>
internal sealed class UploadSide(Uri address, string? token, string folder)
{
    /// <summary>What a photo of twelve million pixels weighs.</summary>
    public const int Bytes = 6 * 1024 * 1024;
    private const int OfWarmUp = 4096;
    private const int ManyConnections = 16;
    private const int MostTurns = 8;
    private const int Settled = 20;

    /// <summary>Each begins like a JPEG; the rest is noise: as little of it can be left out as of a photo.</summary>
    public static IReadOnlyList<byte[]> Bodies { get; } = [.. Enumerable.Range(0, 8).Select(Body)];

    public List<string> Wrong { get; } = [];

    private readonly byte[][] requests = [.. Bodies.Select(body => Request(body, token))];

    /// <summary>
    /// Small files, of which there are more in the same time, since the compiler counts calls, not bytes; then whole
    /// ones; again until it has next to nothing left to compile.
    /// </summary>
    /// <returns>How many whole ones were taken.</returns>
    public async Task<int> WarmUp(TimeSpan time)
    {
        byte[][] small = [Request(Bodies[0][..OfWarmUp], token)];
        var taken = 0;
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var before = JitInfo.GetCompiledMethodCount();
            await Bench.Load.Run(address, small, ManyConnections, time / 2);
            taken += (await Load(ManyConnections, time / 2)).Good;
            if (JitInfo.GetCompiledMethodCount() - before < Settled)
                break;
        }

        return taken;
    }

    public async Task<Point> Load(int connections, TimeSpan time)
    {
        var point = await Bench.Load.Run(address, requests, connections, time);
        var files = Empty();
        if (point.Bad > 0 || files != point.Good)
            Wrong.Add($"{folder}: {point.Good} were taken, {point.Bad} not, {files} files whole");
        return point;
    }

    private int Empty()
    {
        var whole = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var handle = File.OpenHandle(file, access: FileAccess.ReadWrite);
            whole += RandomAccess.GetLength(handle) >= Bytes ? 1 : 0;
            // Emptied, not removed: to find a number for a new file among those just given up would take time of its own.
            RandomAccess.SetLength(handle, 0);
        }

        return whole;
    }

    private static byte[] Request(byte[] body, string? token) =>
        [
            .. Encoding.ASCII.GetBytes(
                $"PUT {UploadDoor.Path} HTTP/1.1\r\n{Ask.Headers(token)}Content-Type: image/jpeg\r\nContent-Length: {body.Length}\r\n\r\n"
            ),
            .. body,
        ];

    private static byte[] Body(int number)
    {
        var body = new byte[Bytes];
        new Random(number).NextBytes(body);
        ((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF, 0xE0]).CopyTo(body);
        return body;
    }
}
