namespace Vestibule.Decoding;

/// <summary>The last wall, which a worker puts up around itself when it has all it needs and before it reads a byte.</summary>
internal static class WorkerCage
{
    /// <summary>Whether it stands: for all threads, those that are already running too.</summary>
    public static bool Enter(Walls walls)
    {
        // Nobody else's debugger, and no memory written to a disk when it falls.
        _ = Kernel.prctl(Kernel.SetDumpable, 0, 0, 0, 0);
        return walls.SystemCalls
            && Seccomp.IsOffered
            && Seccomp.ForWork(Kernel.getpid()).Enter(wholeProcess: true);
    }
}
