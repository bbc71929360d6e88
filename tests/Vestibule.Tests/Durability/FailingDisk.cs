using Vestibule.Database.Writing;
using Vestibule.Vault;

namespace Vestibule.Tests.Durability;

/// <summary>A way for one call to fail.</summary>
internal enum Failing
{
    /// <summary>EIO, once.</summary>
    Io,

    /// <summary>EIO from there on.</summary>
    IoForGood,

    /// <summary>ENOSPC, once.</summary>
    Full,

    /// <summary>EINTR, once: to be tried again and not noticed.</summary>
    Interrupted,

    /// <summary>Half of a write: the rest is to follow and nobody notices.</summary>
    Short,

    /// <summary>Half of a write, and no room for the rest.</summary>
    ShortAndFull,
}

/// <summary>Counts the calls of the file commit protocol and lets the nth fail, once armed.</summary>
internal sealed class FailingDisk
{
    private const int Eintr = 4;
    private const int Eio = 5;
    private const int Enospc = 28;

    private readonly Lock one = new();
    private (int Nth, Failing How) plan;
    private bool armed;
    private bool committed;

    public int Calls { get; private set; }
    public int Writes { get; private set; }

    /// <summary>The call that failed, or null.</summary>
    public FsCall? Struck { get; private set; }

    /// <summary>A call failed in this step for good, before its transaction was durable: the step must not be acknowledged.</summary>
    public bool Forbids { get; private set; }

    public void Arm(int nth, Failing how)
    {
        (plan, armed, Calls, Writes, Struck) = ((nth, how), true, 0, 0, null);
        Begin();
    }

    public void Disarm() => armed = false;

    public void Begin() => (committed, Forbids) = (false, false);

    public int Ask(FsCall call)
    {
        lock (one)
        {
            if (!armed)
            {
                return 0;
            }

            Calls++;
            Writes += call is FsCall.Write ? 1 : 0;
            var errno = Answer(call);
            if (errno != 0)
            {
                Struck ??= call;
                Forbids |= errno is Eio or Enospc && !committed;
            }

            return errno;
        }
    }

    public void At(BatchPoint point) => committed |= point is BatchPoint.Committed;

    private int Answer(FsCall call)
    {
        var (nth, how) = plan;
        var (here, later) = (Calls == nth, Calls > nth);
        var write = call is FsCall.Write;
        return how switch
        {
            Failing.Io => here ? Eio : 0,
            Failing.IoForGood => here || later ? Eio : 0,
            Failing.Full => here ? Enospc : 0,
            Failing.Interrupted => here ? Eintr : 0,
            Failing.Short => write && Writes == nth ? DurableFs.Less : 0,
            Failing.ShortAndFull => write && Writes == nth ? DurableFs.Less
            : write && Writes == nth + 1 ? Enospc
            : 0,
        };
    }
}
