namespace Vestibule.Decoding;

/// <summary>
/// Workers that wait. One is always kept that has seen nobody's files, so that a new business need not wait for a start;
/// no worker ever changes its business.
/// </summary>
internal sealed class WorkerShelf(DecodeOptions options, Action<WorkerProcess> started)
    : IDisposable
{
    // The one used last stands last.
    private readonly List<WorkerProcess> idle = [];
    private readonly Lock gate = new();
    private bool filling;
    private bool closed;

    public int Idle
    {
        get
        {
            lock (gate)
                return idle.Count;
        }
    }

    /// <summary>One for this business: its own, a fresh one, or one that is started now.</summary>
    /// <exception cref="IOException">None can be started.</exception>
    public WorkerProcess Take(Guid business)
    {
        while (TakeIdle(business) is { } waiting)
        {
            if (waiting.IsAlive)
                return waiting;
            waiting.Dispose();
        }
        return Start();
    }

    /// <summary>Takes one back, or lets it go: it is worn out, nobody needs so many, or the house is closed.</summary>
    public void Return(WorkerProcess worker)
    {
        WorkerProcess? tooMany = null;
        lock (gate)
        {
            if (closed || worker.Files >= options.FilesOfALife)
            {
                tooMany = worker;
            }
            else
            {
                idle.Add(worker);
                if (idle.Count(other => other.Business is not null) > options.Workers)
                {
                    tooMany = idle.Find(other => other.Business is not null);
                    idle.Remove(tooMany!);
                }
            }
        }
        tooMany?.Dispose();
    }

    /// <summary>Starts a fresh one when there is none. Where it cannot be started, the next file will find out.</summary>
    public void Fill()
    {
        lock (gate)
        {
            if (closed || filling || idle.Exists(worker => worker.Business is null))
                return;
            filling = true;
        }
        try
        {
            var fresh = Start();
            lock (gate)
            {
                if (!closed)
                {
                    idle.Insert(0, fresh);
                    return;
                }
            }
            fresh.Dispose();
        }
        catch (IOException) { }
        finally
        {
            lock (gate)
                filling = false;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            foreach (var worker in idle)
                worker.Dispose();
            idle.Clear();
        }
    }

    private WorkerProcess Start()
    {
        var worker = WorkerProcess.Start(options);
        started(worker);
        return worker;
    }

    private WorkerProcess? TakeIdle(Guid business)
    {
        lock (gate)
        {
            var place = idle.FindLastIndex(worker => worker.Business == business);
            if (place < 0)
                place = idle.FindIndex(worker => worker.Business is null);
            if (place < 0)
                return null;
            var worker = idle[place];
            idle.RemoveAt(place);
            return worker;
        }
    }
}
