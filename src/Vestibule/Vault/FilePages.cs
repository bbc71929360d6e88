using System.Security.Cryptography;

namespace Vestibule.Vault;

/// <summary>
/// Reads a source in pages of 64 KiB, and of each page knows whether it is the last. Small, since two hundred may be at it
/// at once. Cleared after use.
/// </summary>
internal sealed class FilePages(Stream source) : IDisposable
{
    // A page and the first byte of the next one: whether there is one shows whether it comes.
    private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(Segment.Size + 1);
    private int size;

    public ReadOnlyMemory<byte> Current => bytes.AsMemory(0, Math.Min(size, Segment.Size));

    public bool IsLast => size <= Segment.Size;

    public Task StartAsync(CancellationToken cancelled) => FillAsync(0, cancelled);

    /// <summary>Not to be called on the last page.</summary>
    public Task MoveAsync(CancellationToken cancelled)
    {
        bytes[0] = bytes[Segment.Size];
        return FillAsync(1, cancelled);
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);

    private async Task FillAsync(int have, CancellationToken cancelled)
    {
        var rest = bytes.AsMemory(have);
        size =
            have
            + await source.ReadAtLeastAsync(
                rest,
                rest.Length,
                throwOnEndOfStream: false,
                cancelled
            );
    }
}
