using System.Runtime.InteropServices;

namespace Vestibule.Decoding;

/// <summary>
/// Filters of system calls (seccomp(2)): a small program the kernel runs before each call. What is refused answers EPERM,
/// so that libraries fail in their ordinary way.
/// </summary>
internal sealed unsafe class Seccomp
{
    private const uint AllowIt = 0x7FFF0000;
    private const uint KillIt = 0x80000000;
    private const uint Refuse = 0x00050000 | 1; // EPERM
    private const uint NotThere = 0x00050000 | 38; // ENOSYS
    private const uint ArmMachine = 0xC00000B7;
    private const uint IntelMachine = 0xC000003E;
    private const uint SecondNumbering = 0x40000000;
    private const uint Thread = 0x00010000; // CLONE_THREAD
    private const uint SharedMemory = 0x00000100; // CLONE_VM
    private const uint UntilExec = 0x00004000; // CLONE_VFORK
    private readonly List<Step> program = [];

    private Seccomp()
    {
        Load(4);
        Add(0x15, 1, 0, Kernel.IsArm ? ArmMachine : IntelMachine);
        Answer(KillIt);
        Load(0);
        if (Kernel.IsArm)
            return;
        // The other numbering of the same calls, which would pass by every rule below.
        Add(0x35, 0, 1, SecondNumbering);
        Answer(Refuse);
    }

    /// <summary>Whether this kernel has filters.</summary>
    public static bool IsOffered => Kernel.IsKnown && Offers();

    /// <summary>For a thread that is about to start a program: the program may be started, little else.</summary>
    public static Seccomp ForStart()
    {
        var filter = new Seccomp();
        filter.Refusing([.. SystemCalls.Never, SystemCalls.Kill]);
        filter.Deny(SystemCalls.Clone3, NotThere);
        // A thread, or what posix_spawn does; a plain fork is neither.
        filter.Only(
            SystemCalls.Clone,
            0,
            Thread | SharedMemory | UntilExec,
            Thread | SharedMemory,
            SharedMemory | UntilExec
        );
        filter.Answer(AllowIt);
        return filter;
    }

    /// <summary>For a process that from now on only computes: it opens nothing any more, starts nothing, asks for nothing.</summary>
    public static Seccomp ForWork(int process)
    {
        var filter = new Seccomp();
        filter.Refusing([
            .. SystemCalls.Never,
            .. SystemCalls.Starting,
            .. SystemCalls.Opening,
            .. SystemCalls.Changing,
            SystemCalls.SetPgid,
        ]);
        filter.Deny(SystemCalls.Clone3, NotThere);
        filter.Only(SystemCalls.Clone, 0, Thread, Thread);
        filter.Only(SystemCalls.Kill, 0, uint.MaxValue, (uint)process);
        filter.Only(SystemCalls.TgKill, 0, uint.MaxValue, (uint)process);
        filter.Only(SystemCalls.PrLimit, 0, uint.MaxValue, 0, (uint)process);
        filter.Answer(AllowIt);
        return filter;
    }

    /// <param name="wholeProcess">All threads, also those that are already running.</param>
    public bool Enter(bool wholeProcess)
    {
        var steps = program.ToArray();
        fixed (Step* first = steps)
        {
            var handed = new Program { Length = (ushort)steps.Length, First = first };
            return Kernel.syscall(Kernel.SetSeccomp, 1, wholeProcess ? 1 : 0, (nint)(&handed), 0)
                == 0;
        }
    }

    private static bool Offers()
    {
        var action = Refuse & 0xFFFF0000;
        return Kernel.syscall(Kernel.SetSeccomp, 2, 0, (nint)(&action), 0) == 0;
    }

    private void Refusing(IEnumerable<int> calls)
    {
        foreach (var call in calls.Where(call => call >= 0))
            Deny(call, Refuse);
    }

    private void Deny(int call, uint answer)
    {
        Add(0x15, 0, 1, (uint)call);
        Answer(answer);
    }

    /// <summary>Refuses a call unless the lower half of an argument, masked, is one of the values.</summary>
    private void Only(int call, int argument, uint mask, params ReadOnlySpan<uint> values)
    {
        if (call < 0)
            return;
        Add(0x15, 0, (byte)(values.Length + 4), (uint)call);
        Load((uint)(16 + argument * 8));
        Add(0x54, 0, 0, mask);
        for (var n = 0; n < values.Length; n++)
            Add(0x15, (byte)(values.Length - n), 0, values[n]);
        Answer(Refuse);
        Answer(AllowIt);
    }

    private void Load(uint offset) => Add(0x20, 0, 0, offset);

    private void Answer(uint answer) => Add(0x06, 0, 0, answer);

    private void Add(ushort code, byte yes, byte no, uint value) =>
        program.Add(
            new Step
            {
                Code = code,
                Yes = yes,
                No = no,
                Value = value,
            }
        );

    [StructLayout(LayoutKind.Sequential)]
    private struct Step
    {
        public ushort Code;
        public byte Yes;
        public byte No;
        public uint Value;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        public ushort Length;
        public Step* First;
    }
}
