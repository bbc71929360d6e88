using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Vestibule.Journal;

/// <summary>The network's secret behind the chain: who can write the database but has not the key cannot forge a line.</summary>
public sealed class JournalKey
{
    public const int Length = 32;

    public JournalKey(byte[] bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException($"A journal key has {Length} bytes.", nameof(bytes));
        Bytes = bytes;
    }

    internal byte[] Bytes { get; }
}

/// <summary>
/// Links lines: each line's hash is an HMAC-SHA256 over the hash before it and a canonical form of the line, which is
/// the same whichever database kept it. Editing, removing, adding or swapping lines breaks every hash behind.
/// </summary>
public sealed class Chain(JournalKey key)
{
    private static readonly byte[] Form = "vestibule journal line 1"u8.ToArray();

    /// <summary>The line with its place in the chain.</summary>
    public JournalEntry Append(JournalHead head, JournalEntry line)
    {
        var placed = line with { BusinessId = head.BusinessId, Sequence = head.Sequence + 1 };
        return placed with { Hash = HashOf(head.Hash, placed) };
    }

    /// <summary>The end of the chain after this line, if it is as it should be: its hash is computed, not believed.</summary>
    public ChainEnd Follow(ChainEnd before, JournalEntry line)
    {
        var form = Encode(line);
        return before with
        {
            Sequence = line.Sequence,
            Hash = HashOf(before.Hash, form),
            Digest = SHA256.HashData([.. before.Digest, .. form]),
            Numbers = before.Numbers is { } numbers ? Counted(numbers, line.Id) : null,
        };
    }

    private static byte[] Counted(byte[] before, long number)
    {
        Span<byte> counted = stackalloc byte[SHA256.HashSizeInBytes + sizeof(long)];
        before.CopyTo(counted);
        BinaryPrimitives.WriteInt64BigEndian(counted[SHA256.HashSizeInBytes..], number);
        return SHA256.HashData(counted);
    }

    /// <summary>32 bytes over the hash before (32 bytes; zeros before the first line) and every member but Id, which nobody knows yet, and Hash.</summary>
    public byte[] HashOf(byte[] before, JournalEntry line) => HashOf(before, Encode(line));

    private byte[] HashOf(byte[] before, byte[] form) =>
        HMACSHA256.HashData(key.Bytes, (byte[])[.. before, .. form]);

    /// <summary>Members in a fixed order, each behind its length (-1: null), numbers big-endian, instants in microseconds.</summary>
    internal static byte[] Encode(JournalEntry line)
    {
        var bytes = new MemoryStream();
        Put(bytes, Form);
        Put(bytes, line.BusinessId);
        Put(bytes, line.Sequence);
        Put(bytes, line.Deed.ToByteArray(bigEndian: true));
        // PostgreSQL keeps microseconds; a finer instant would hash differently once it was read back.
        Put(bytes, line.At.UtcTicks / TimeSpan.TicksPerMicrosecond);
        Put(bytes, line.ActorKind);
        Put(bytes, line.ActorUserId);
        Put(bytes, line.ActorName);
        Put(bytes, line.Factor);
        Put(bytes, line.From);
        Put(bytes, (long)line.Action);
        Put(bytes, line.Entity);
        Put(bytes, line.EntityId);
        Put(bytes, line.EntityKey.ToByteArray(bigEndian: true));
        Put(bytes, line.Member);
        Put(bytes, line.OldValue);
        Put(bytes, line.NewValue);
        Put(bytes, line.CoworkerKey?.ToByteArray(bigEndian: true));
        Put(bytes, line.Sealed);
        return bytes.ToArray();
    }

    private static void Put(MemoryStream to, byte[]? value)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, value?.Length ?? -1);
        to.Write(length);
        to.Write(value);
    }

    private static void Put(MemoryStream to, string? value) =>
        Put(to, value is null ? null : Encoding.UTF8.GetBytes(value));

    private static void Put(MemoryStream to, long? value)
    {
        if (value is not { } number)
        {
            Put(to, (byte[]?)null);
            return;
        }
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Put(to, bytes);
    }
}
