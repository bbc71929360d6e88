using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Vestibule.Hosting;

/// <summary>
/// The blocks Kestrel receives into, 32 KiB each. Its own have 4 KiB, and every block is a call of its own: a photo came
/// in by fifteen hundred of them. A connection that waits holds none.
/// </summary>
/// <param name="shelf">Where those given back wait, for all listeners of a server together.</param>
internal sealed class ReceiveBlocks(ReceiveBlocks.Shelf shelf) : MemoryPool<byte>
{
    public const int Size = 32 * 1024;

    public override int MaxBufferSize => Size;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, Size);
        return shelf.Take();
    }

    protected override void Dispose(bool disposing) { }

    internal sealed class Shelf
    {
        /// <summary>Sixty-four megabytes, what two hundred files at once have at most; what is more goes.</summary>
        public const int Most = 2048;
        private readonly ConcurrentQueue<Block> free = [];
        private int count;

        public IMemoryOwner<byte> Take()
        {
            if (!free.TryDequeue(out var block))
            {
                return new Block(this);
            }

            Interlocked.Decrement(ref count);
            return block;
        }

        public void Return(Block block)
        {
            if (Interlocked.Increment(ref count) <= Most)
            {
                free.Enqueue(block);
                return;
            }

            Interlocked.Decrement(ref count);
        }
    }

    // Pinned: the system writes into it while nobody holds it in place.
    internal sealed class Block(Shelf shelf) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } =
            System.Runtime.InteropServices.MemoryMarshal.CreateFromPinnedArray(
                GC.AllocateUninitializedArray<byte>(Size, pinned: true),
                0,
                Size
            );

        public void Dispose() => shelf.Return(this);
    }

    internal sealed class Factory : IMemoryPoolFactory<byte>
    {
        private readonly Shelf shelf = new();

        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) =>
            new ReceiveBlocks(shelf);
    }
}
