using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Vestibule.Hosting;

/// <summary>
/// The blocks Kestrel receives into, 64 KiB each. Its own have 4 KiB, and every block is a call of its own: a photo came
/// in by fifteen hundred of them. A connection that waits holds none.
/// </summary>
internal sealed class ReceiveBlocks : MemoryPool<byte>
{
    private const int Size = 64 * 1024;

    /// <summary>Of those given back; what is more goes.</summary>
    private const int Kept = 256;
    private readonly ConcurrentQueue<Block> free = [];

    public override int MaxBufferSize => Size;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, Size);
        return free.TryDequeue(out var block) ? block : new Block(this);
    }

    protected override void Dispose(bool disposing) => free.Clear();

    private void Return(Block block)
    {
        if (free.Count < Kept)
        {
            free.Enqueue(block);
        }
    }

    // Pinned: the system writes into it while nobody holds it in place.
    private sealed class Block(ReceiveBlocks pool) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } =
            System.Runtime.InteropServices.MemoryMarshal.CreateFromPinnedArray(
                GC.AllocateUninitializedArray<byte>(Size, pinned: true),
                0,
                Size
            );

        public void Dispose() => pool.Return(this);
    }

    internal sealed class Factory : IMemoryPoolFactory<byte>
    {
        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new ReceiveBlocks();
    }
}
