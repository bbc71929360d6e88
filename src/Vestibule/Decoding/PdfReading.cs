using System.Text;
using System.Text.RegularExpressions;

namespace Vestibule.Decoding;

/// <summary>A PDF through programs that are given it on their input and can do nothing else.</summary>
internal sealed partial class PdfReading(PdfTools tools, DecodeOptions options)
{
    private const int MostSaid = 64 * 1024;
    private const int Milliseconds = 1000;

    /// <summary>Pages; null when it cannot be opened, and then whether a password is what is missing.</summary>
    public (int? Pages, bool Locked) Count(ReadOnlyMemory<byte> file, CancellationToken late)
    {
        using var counting = Begin(tools.Count(options), file, late, out var complaints);
        var pages = Pages().Matches(Said(counting.Output));
        _ = counting.Wait();
        return pages.Count == 1 && int.TryParse(pages[0].Groups["pages"].Value, out var count)
            ? (count, false)
            : (null, complaints.Result.Contains("password", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// Every page as it is drawn: red, green and blue, row by row, in a buffer that is used again for the next. Ends early
    /// when the program does.
    /// </summary>
    public IEnumerable<(int Width, int Height, ReadOnlyMemory<byte> Pixels)> Draw(
        ReadOnlyMemory<byte> file,
        int pages,
        CancellationToken late
    )
    {
        using var drawing = Begin(tools.Draw(pages, options), file, late, out _);
        using var output = new BufferedStream(drawing.Output, 4096);
        byte[] room = [];
        for (var page = 0; page < pages; page++)
        {
            if (Head(output) is not var (width, height))
                yield break;
            var length = width * height * 3;
            if (room.Length < length)
                room = GC.AllocateUninitializedArray<byte>(length);
            output.ReadExactly(room, 0, length);
            yield return (width, height, room.AsMemory(0, length));
        }
    }

    /// <summary>
    /// Starts a program, and on threads of their own gives it the file and listens to its complaints: it may begin to
    /// answer before it has read everything, and stops when nobody listens.
    /// </summary>
    private static ConfinedProcess Begin(
        Errand errand,
        ReadOnlyMemory<byte> file,
        CancellationToken late,
        out Task<string> complaints
    )
    {
        var process = ConfinedProcess.Start(errand);
        late.Register(process.Kill);
        _ = Task.Factory.StartNew(() => Feed(process, file), TaskCreationOptions.LongRunning);
        complaints = Task.Factory.StartNew(
            () => Said(process.Complaints),
            TaskCreationOptions.LongRunning
        );
        return process;
    }

    private static void Feed(ConfinedProcess process, ReadOnlyMemory<byte> file)
    {
        try
        {
            process.Input.Write(file.Span);
            process.Input.Dispose();
        }
        // It has read enough, or is gone. What it answers says which.
        catch (Exception gone) when (gone is IOException or ObjectDisposedException) { }
    }

    /// <summary>The head of a picture of ours (Netpbm, ppm(5)); null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">It is no such head.</exception>
    private (int Width, int Height)? Head(Stream output)
    {
        var head = new StringBuilder();
        var lines = 0;
        while (lines < 3)
        {
            var next = output.ReadByte();
            if (next < 0 && head.Length == 0)
                return null;
            if (next < 0 || head.Length > 40)
                throw new InvalidDataException("the renderer draws no PPM");
            head.Append((char)next);
            lines += next == '\n' ? 1 : 0;
        }
        var size = Ppm().Match(head.ToString());
        var (width, height) = size.Success
            ? (int.Parse(size.Groups["width"].Value), int.Parse(size.Groups["height"].Value))
            : (0, 0);
        // It rounds up now and then.
        return width < 1 || height < 1 || Math.Max(width, height) > options.Limits.PageSide + 1
            ? throw new InvalidDataException("the renderer draws no PPM of the size it was told")
            : (width, height);
    }

    /// <summary>The beginning of what is said there; the rest is heard and forgotten.</summary>
    private static string Said(Stream stream)
    {
        var room = new byte[MostSaid];
        try
        {
            var length = stream.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
            stream.CopyTo(Stream.Null);
            return Encoding.UTF8.GetString(room, 0, length);
        }
        // Nobody waits for it any more.
        catch (ObjectDisposedException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"^Pages:\s+(?<pages>[0-9]{1,9})$", RegexOptions.Multiline, Milliseconds)]
    private static partial Regex Pages();

    [GeneratedRegex(
        @"^P6\n(?<width>[0-9]{1,5}) (?<height>[0-9]{1,5})\n255\n$",
        RegexOptions.None,
        Milliseconds
    )]
    private static partial Regex Ppm();
}
