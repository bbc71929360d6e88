using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Vestibule.Vision;

namespace Vestibule.Decoding;

/// <summary>
/// Files in, safe pictures or a refusal out. Each file is decoded in a worker process; what it does there costs one worker
/// and one answer at worst. Files wait in line for their turn.
/// </summary>
public sealed class DecodePool : IDisposable
{
    private readonly DecodeOptions options;
    private readonly ILogger log;
    private readonly DecodeFile decode;
    private readonly WorkerShelf shelf;
    private readonly DecodeMeters meters;
    private readonly SemaphoreSlim turns;
    private int inHouse;

    public DecodePool(DecodeOptions options, ILogger<DecodePool> log)
    {
        (this.options, this.log) = (options, log);
        decode = new DecodeFile(options);
        turns = new SemaphoreSlim(options.Workers);
        meters = new DecodeMeters(() => Math.Max(0, inHouse - options.Workers));
        shelf = new WorkerShelf(options, Greet);
    }

    /// <summary>The walls that stand around the worker started last; what the kernel offers before there was one.</summary>
    public Confinement Confinement { get; private set; } = Confinement.Offered;

    /// <summary>Whether the programs that draw PDFs are installed.</summary>
    public bool ReadsPdf => decode.ReadsPdf;

    internal int Idle => shelf.Idle;

    /// <summary>Told of each file and the worker it goes to. For tests.</summary>
    internal Action<int, Guid>? Watch { get; init; }

    /// <summary>Starts the first worker, so that the first file need not wait for it.</summary>
    public Task Warm() => Task.Factory.StartNew(shelf.Fill, TaskCreationOptions.LongRunning);

    /// <summary>Says once how well this machine is suited.</summary>
    public void Introduce()
    {
        if (Confinement.IsFull)
            log.Confined(Confinement.Sentence);
        else
            log.HalfConfined(Confinement.Sentence);
        if (!ReadsPdf)
            log.NoPdfTools();
    }

    /// <summary>Decodes a file.</summary>
    /// <param name="business">Whose it is: a worker sees files of one business only.</param>
    /// <param name="read">Gets the bytes when it is their turn, so that those waiting take no memory.</param>
    public async Task<DecodeOutcome> Decode(
        MediaKind kind,
        Guid business,
        Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>>> read,
        CancellationToken cancelled
    )
    {
        var began = Stopwatch.GetTimestamp();
        var whose = options.AreShared ? Guid.Empty : business;
        var outcome = await InTurn(kind, whose, read, cancelled);
        meters.Answered(kind.ToString(), outcome, Stopwatch.GetElapsedTime(began));
        return outcome;
    }

    /// <summary>Decodes a file that is in memory anyway.</summary>
    public Task<DecodeOutcome> Decode(
        MediaKind kind,
        Guid business,
        ReadOnlyMemory<byte> file,
        CancellationToken cancelled
    ) => Decode(kind, business, _ => ValueTask.FromResult(file), cancelled);

    public void Dispose()
    {
        shelf.Dispose();
        meters.Dispose();
    }

    private async Task<DecodeOutcome> InTurn(
        MediaKind kind,
        Guid business,
        Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>>> read,
        CancellationToken cancelled
    )
    {
        if (decode.Against(kind) is { } why)
            return new DecodeOutcome.Refused(why);
        try
        {
            if (
                Interlocked.Increment(ref inHouse) > options.Workers + options.Queue
                || !await turns.WaitAsync(options.Patience, cancelled)
            )
                return new DecodeOutcome.Busy(options.Deadline);
            try
            {
                var file = await read(cancelled);
                // The pipes block; that is not for a thread of the pool.
                return await Task.Factory.StartNew(
                    () => Alone(kind, business, file, cancelled),
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                );
            }
            finally
            {
                turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref inHouse);
        }
    }

    private DecodeOutcome Alone(
        MediaKind kind,
        Guid business,
        ReadOnlyMemory<byte> file,
        CancellationToken cancelled
    )
    {
        var began = Stopwatch.GetTimestamp();
        WorkerProcess worker;
        try
        {
            worker = shelf.Take(business);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            log.NoWorker(broken.Message);
            return new DecodeOutcome.Busy(options.Deadline);
        }
        // What a start has taken is part of the file's time.
        var left = options.Deadline - Stopwatch.GetElapsedTime(began);
        using var late = worker.KillAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancelled);
        try
        {
            worker.Begin(business);
            Watch?.Invoke(worker.Id, business);
            var outcome = decode.Run(worker, kind, file, late.Token);
            // From here on it may be another file's: nobody kills it for this one.
            late.Dispose();
            if (late.IsBurnt)
                worker.Dispose();
            else
                shelf.Return(worker);
            return outcome;
        }
        // A dead worker shows as a broken pipe, one that talks nonsense as bad data: either way it is the file's doing.
        catch (Exception fault)
            when (fault is IOException or InvalidDataException or OperationCanceledException)
        {
            return Lost(worker, kind, late.IsBurnt, cancelled);
        }
        catch
        {
            worker.Dispose();
            throw;
        }
        finally
        {
            _ = Warm();
        }
    }

    private DecodeOutcome.Refused Lost(
        WorkerProcess worker,
        MediaKind kind,
        bool late,
        CancellationToken cancelled
    )
    {
        var why = late || worker.End() ? Refusal.TookTooLong : Refusal.ReaderFailed;
        worker.Dispose();
        cancelled.ThrowIfCancellationRequested();
        meters.Lost();
        log.WorkerLost(kind.ToString(), why.Reason.ToString());
        return new DecodeOutcome.Refused(why);
    }

    private void Greet(WorkerProcess worker)
    {
        Confinement = worker.Walls;
        meters.Started();
    }
}
