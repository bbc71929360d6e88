namespace Vestibule.Decoding;

/// <summary>
/// Burns down when a time is over or nobody waits any more, and then does what it is there for. Once it is disposed of it
/// never does, and is not doing it either.
/// </summary>
internal sealed class Fuse : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly CancellationTokenRegistration charge;

    public Fuse(Action end, TimeSpan time, CancellationToken cancelled)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        Token = source.Token;
        charge = Token.Register(end);
        source.CancelAfter(time);
    }

    public CancellationToken Token { get; }

    public bool IsBurnt => Token.IsCancellationRequested;

    // The registration waits for an end that has begun; the source would not.
    public void Dispose()
    {
        charge.Dispose();
        source.Dispose();
    }
}
