using System.Security.Cryptography;

namespace Vestibule.Vault;

/// <summary>
/// Reads a source in pages, the first of 64 KiB, the others of 256, and of each knows whether it is the last. Not larger,
/// since two hundred may be at it at once, and no room for the larger ones before one comes. Cleared after use.
/// </summary>
internal sealed class FilePages(Stream source) : IDisposable
{
    public const int Largest = 4 * Segment.Size;

    // A page and the first byte of the next one: whether there is one shows whether it comes.
    private byte[] bytes = Room(Segment.Size);
    private int size;

    public ReadOnlyMemory<byte> Current => bytes.AsMemory(0, Math.Min(size, Most));

    public bool IsLast => size <= Most;

    private int Most => bytes.Length - 1;

    public Task StartAsync(CancellationToken cancelled) => FillAsync(0, cancelled);

    /// <summary>Not to be called on the last page.</summary>
    public Task MoveAsync(CancellationToken cancelled)
    {
        var first = bytes[Most];
        if (Most < Largest)
        {
            Dispose();
            bytes = Room(Largest);
        }

        bytes[0] = first;
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

    private static byte[] Room(int page) => GC.AllocateUninitializedArray<byte>(page + 1);
}
