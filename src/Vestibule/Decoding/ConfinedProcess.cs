using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Vestibule.Decoding;

/// <summary>
/// A child behind walls. They are put up around a thread of its own, which starts the child and ends: a child inherits
/// them, and nothing can take them down again. The limits follow before the child is given its first byte.
/// </summary>
internal sealed class ConfinedProcess : IDisposable
{
    private const int PipeBytes = 1024 * 1024;
    private readonly Lock gate = new();
    private bool ended;

    private ConfinedProcess(int id, int input, int output, int complaints, Confinement walls)
    {
        Id = id;
        Walls = walls;
        Input = Stream(input, FileAccess.Write);
        Output = Stream(output, FileAccess.Read);
        Complaints = Stream(complaints, FileAccess.Read);
    }

    public int Id { get; }
    public Confinement Walls { get; }
    public Stream Input { get; }
    public Stream Output { get; }

    /// <summary>Its error stream. May hold what a stranger wrote: never logged.</summary>
    public Stream Complaints { get; }

    public static ConfinedProcess Start(Errand errand)
    {
        var (theirInput, input) = Pipe();
        var (output, theirOutput) = Pipe();
        var (complaints, theirComplaints) = Pipe();
        try
        {
            var (id, walls) = Spawn.Run(errand, theirInput, theirOutput, theirComplaints);
            return new ConfinedProcess(id, input, output, complaints, walls);
        }
        catch
        {
            foreach (var end in (int[])[input, output, complaints])
                _ = Kernel.close(end);
            throw;
        }
        finally
        {
            foreach (var end in (int[])[theirInput, theirOutput, theirComplaints])
                _ = Kernel.close(end);
        }
    }

    /// <summary>Ends it and all it may have started, at once. Whoever reads from it finds the end of the stream.</summary>
    public void Kill()
    {
        lock (gate)
        {
            if (!ended)
                _ = Kernel.kill(-Id, Kernel.Killed);
        }
    }

    public bool IsAlive
    {
        get
        {
            lock (gate)
                return !ended && !HasEnded(Kernel.DoNotWait);
        }
    }

    /// <summary>How it ended: its exit code, or 128 and the signal. Waits for it; once.</summary>
    public unsafe int Wait()
    {
        // Looked at first and taken away under the gate: after that, its number may be somebody else's.
        while (!HasEnded(0)) { }
        lock (gate)
        {
            int status;
            ended = true;
            _ = Kernel.waitpid(Id, &status, 0);
            return (status & 0x7F) is var signal and not 0 ? 128 + signal : status >> 8 & 0xFF;
        }
    }

    private unsafe bool HasEnded(int options)
    {
        // siginfo_t; its first member is 0 when there is nothing to tell.
        var told = stackalloc int[32];
        told[0] = 0;
        var answer = Kernel.waitid(1, Id, told, Kernel.Exited | Kernel.LeaveIt | options);
        return answer == 0 ? told[0] != 0 : Marshal.GetLastPInvokeError() == Kernel.NoChild;
    }

    /// <summary>Seconds of processor time it has used so far, rounded up.</summary>
    public int ProcessorTime()
    {
        try
        {
            // proc(5): fields 14 and 15, in hundredths; the name before them may hold anything but ends with the last ')'.
            var line = File.ReadAllText($"/proc/{Id}/stat");
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return (int)((long.Parse(fields[11]) + long.Parse(fields[12]) + 99) / 100);
        }
        // Gone already; whoever talks to it will notice.
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Lets it use so many seconds of processor time in all.</summary>
    public void AllowProcessorTime(int seconds) =>
        Rlimits.Soft(Id, Rlimits.ProcessorTime, (ulong)seconds);

    public void Dispose()
    {
        Kill();
        if (!ended)
            Wait();
        Input.Dispose();
        Output.Dispose();
        Complaints.Dispose();
    }

    private static unsafe (int Read, int Write) Pipe()
    {
        var ends = stackalloc int[2];
        if (Kernel.pipe2(ends, Kernel.CloseOnExec) != 0)
            throw new IOException($"no pipe: error {Marshal.GetLastPInvokeError()}");
        // More at a time, where the system allows it.
        _ = Kernel.fcntl(ends[0], 1031, PipeBytes); // F_SETPIPE_SZ
        return (ends[0], ends[1]);
    }

    private static FileStream Stream(int end, FileAccess access) =>
        new(new SafeFileHandle(end, ownsHandle: true), access, bufferSize: 0, isAsync: false);
}
