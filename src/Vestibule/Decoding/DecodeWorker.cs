using Microsoft.Win32.SafeHandles;
using Vestibule.Vision;

namespace Vestibule.Decoding;

/// <summary>
/// The program's other self, <c>vestibule decode-worker</c>: reads files from its standard input, answers with pictures on
/// its standard output, and may do nothing else. Ends when its input does.
/// </summary>
public static class DecodeWorker
{
    public const string Verb = "decode-worker";

    /// <summary>Bytes of a frame to a worker: a file, or a page in plain pixels.</summary>
    internal const int LongestRequest = 256 * 1024 * 1024;

    public static int Run()
    {
        Library.Prepare();
        return Serve(Walls.All, Answer);
    }

    /// <summary>Reads and answers until there is nothing more to read.</summary>
    internal static int Serve(Walls walls, Action<byte, byte[], Stream> answer)
    {
        using var input = Open(0, FileAccess.Read);
        using var output = Open(1, FileAccess.Write);
        var caged = WorkerCage.Enter(walls);
        Frames.Write(output, Frames.Ready, Frames.Numbers(caged ? 1 : 0));
        while (Frames.Read(input, LongestRequest) is var (tag, body))
            answer(tag, body, output);
        return 0;
    }

    internal static void Answer(byte tag, byte[] body, Stream output)
    {
        switch (tag)
        {
            case Frames.File when (MediaKind)body[0] is MediaKind.Pdf:
                Bare(body, output);
                break;
            case Frames.File:
                Tell(output, DecodePicture.Run((MediaKind)body[0], body.AsSpan(1), Limits.Usual));
                break;
            case Frames.Page:
                var (width, height) = (Frames.Number(body, 0), Frames.Number(body, 1));
                Tell(output, DecodePicture.Page(width, height, body.AsMemory(8), Limits.Usual));
                break;
        }
    }

    private static void Bare(byte[] body, Stream output)
    {
        switch (Walk.Of(MediaKind.Pdf, body.AsSpan(1), Limits.Usual))
        {
            case Walked.Fit(_, var bare, _):
                Frames.Write(output, Frames.Bare, Frames.Numbers(bare.Length));
                break;
            case Walked.Unfit(var why):
                Frames.Write(output, Frames.Refused, Frames.Numbers((int)why.Reason));
                break;
        }
    }

    private static void Tell(Stream output, PictureOutcome outcome)
    {
        switch (outcome)
        {
            case PictureOutcome.Seen(var prints):
                PrintsFrame.Write(output, prints);
                break;
            case PictureOutcome.Refused(var why):
                Frames.Write(output, Frames.Refused, Frames.Numbers((int)why.Reason));
                break;
        }
    }

    private static FileStream Open(int descriptor, FileAccess access) =>
        new(new SafeFileHandle(descriptor, ownsHandle: false), access, bufferSize: 0);
}
