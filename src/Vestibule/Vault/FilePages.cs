using System.Buffers;

namespace Vestibule.Vault;

/// <summary>
/// Reads a source in pages of 64 KiB, one ahead, so that the last page is known when it is handed out. Cleared after use.
/// </summary>
internal sealed class FilePages(Stream source) : IDisposable
{
    private byte[] current = ArrayPool<byte>.Shared.Rent(Segment.Size);
    private byte[] ahead = ArrayPool<byte>.Shared.Rent(Segment.Size);
    private int currentSize;
    private int aheadSize;

    public ReadOnlyMemory<byte> Current => current.AsMemory(0, currentSize);

    public bool IsLast => aheadSize == 0;

    public async Task StartAsync(CancellationToken cancelled)
    {
        aheadSize = await FillAsync(cancelled);
        await MoveAsync(cancelled);
    }

    public async Task MoveAsync(CancellationToken cancelled)
    {
        (current, ahead) = (ahead, current);
        currentSize = aheadSize;
        aheadSize = currentSize < Segment.Size ? 0 : await FillAsync(cancelled);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(current, clearArray: true);
        ArrayPool<byte>.Shared.Return(ahead, clearArray: true);
    }

    private async Task<int> FillAsync(CancellationToken cancelled) =>
        await source.ReadAtLeastAsync(
            ahead.AsMemory(0, Segment.Size),
            Segment.Size,
            throwOnEndOfStream: false,
            cancelled
        );
}
