using Vestibule.Vision;

namespace Vestibule.Decoding;

/// <summary>One worker, seen from outside. Serves one business as long as it lives, one file at a time.</summary>
internal sealed class WorkerProcess : IDisposable
{
    // Bytes of an answer: a whole picture in JPEG or PNG, and its smaller ones.
    private const int LongestAnswer = 200 * 1024 * 1024;
    private readonly ConfinedProcess process;
    private readonly DecodeOptions options;

    private WorkerProcess(ConfinedProcess process, DecodeOptions options)
    {
        this.process = process;
        this.options = options;
    }

    /// <summary>Null as long as it has seen nobody's files.</summary>
    public Guid? Business { get; set; }

    public int Files { get; private set; }

    public int Id => process.Id;

    /// <summary>The walls that really stand.</summary>
    public Confinement Walls { get; private set; } = Confinement.Offered;

    public bool IsAlive => process.IsAlive;

    /// <exception cref="IOException">It does not start, or does not get ready.</exception>
    public static WorkerProcess Start(DecodeOptions options)
    {
        var worker = new WorkerProcess(ConfinedProcess.Start(WorkerErrand.Of(options)), options);
        try
        {
            using var late = worker.KillAfter(options.StartDeadline, default);
            if (Frames.Read(worker.process.Output, 64) is not (Frames.Ready, { Length: 4 } body))
                throw new IOException($"a worker did not get ready{worker.LastWords()}");
            // Libraries write there what they think of a file. Nobody reads it, and a full pipe would stop them.
            worker.process.Complaints.Dispose();
            worker.Walls = worker.process.Walls with { SystemCalls = Frames.Number(body, 0) == 1 };
            return worker;
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    /// <summary>Kills it when the time is over or nobody waits any more; reading from it then ends.</summary>
    public Fuse KillAfter(TimeSpan time, CancellationToken cancelled) =>
        new(process.Kill, time, cancelled);

    /// <summary>Begins a file: it may use so much time from here on.</summary>
    public void Begin(Guid business)
    {
        Business = business;
        Files++;
        if (Walls.Limits)
            process.AllowProcessorTime(process.ProcessorTime() + options.ProcessorTime);
    }

    /// <summary>A picture, or the outside of a PDF.</summary>
    public Answer Send(MediaKind kind, ReadOnlyMemory<byte> file)
    {
        Frames.Write(process.Input, Frames.File, new[] { (byte)kind }, file);
        return Read(kind.Cleaned());
    }

    /// <summary>A page in plain pixels.</summary>
    public Answer Send(int width, int height, ReadOnlyMemory<byte> pixels)
    {
        Frames.Write(process.Input, Frames.Page, Frames.Numbers(width, height), pixels);
        return Read(MediaKind.Jpeg);
    }

    /// <summary>Ends it. True when it had used up its processor time.</summary>
    public bool End()
    {
        process.Kill();
        return process.Wait() == 128 + Kernel.OutOfTime;
    }

    public void Dispose() => process.Dispose();

    private Answer Read(MediaKind kind)
    {
        var limits = options.Limits;
        return Frames.Read(process.Output, LongestAnswer) switch
        {
            (Frames.Seen, var body) when PrintsFrame.Read(body, kind, limits) is { } prints =>
                new Answer.Seen(prints),
            (Frames.Bare, { Length: 4 } body) => new Answer.Bare(Frames.Number(body, 0)),
            (Frames.Refused, { Length: 4 } body)
                when Refusal.Of(Frames.Number(body, 0), limits) is { } why => new Answer.Refused(
                why
            ),
            null => throw new EndOfStreamException(),
            _ => throw new InvalidDataException("a worker's answer is none"),
        };
    }

    // Before it has been given anything, what it says is about itself.
    private string LastWords()
    {
        process.Kill();
        var said = new byte[512];
        var length = process.Complaints.ReadAtLeast(said, said.Length, throwOnEndOfStream: false);
        return length == 0
            ? ""
            : ": " + System.Text.Encoding.UTF8.GetString(said, 0, length).ReplaceLineEndings(" ");
    }

    /// <summary>What a worker says to one frame.</summary>
    public abstract record Answer
    {
        public sealed record Seen(Prints Prints) : Answer;

        /// <param name="Length">Bytes from the beginning that belong to the PDF.</param>
        public sealed record Bare(int Length) : Answer;

        public sealed record Refused(Refusal Why) : Answer;
    }
}
