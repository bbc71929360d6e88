using System.Security.Cryptography;

namespace Vestibule.Vault;

/// <summary>
/// Reads a source in pages, the first of 64 KiB, the others of 256, and of each knows whether it is the last. Not larger,
/// since two hundred may be at it at once. Cleared after use.
/// </summary>
internal sealed class FilePages(Stream source) : IDisposable
{
    public const int Largest = 4 * Segment.Size;

    // A page and the first byte of the next one: whether there is one shows whether it comes.
    private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(Largest + 1);
    private int wanted = Segment.Size;
    private int size;

    public ReadOnlyMemory<byte> Current => bytes.AsMemory(0, Math.Min(size, wanted));

    public bool IsLast => size <= wanted;

    public Task StartAsync(CancellationToken cancelled) => FillAsync(0, cancelled);

    /// <summary>Not to be called on the last page.</summary>
    public Task MoveAsync(CancellationToken cancelled)
    {
        bytes[0] = bytes[wanted];
        wanted = Largest;
        return FillAsync(1, cancelled);
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);

    private async Task FillAsync(int have, CancellationToken cancelled)
    {
        var rest = bytes.AsMemory(have, wanted + 1 - have);
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
