using System.Buffers.Binary;

namespace Vestibule.Vault;

/// <summary>What a sealed file belongs to. Change one member and its key no longer unwraps.</summary>
/// <param name="Slot">The caller's number.</param>
/// <param name="Kind">The caller's number: which version of the thing these bytes are.</param>
public sealed record Binding(Guid Business, Guid Check, Guid Document, int Slot, int Kind)
{
    internal const int Size = (3 * 16) + 4 + 4;

    internal void Write(Span<byte> to)
    {
        Business.TryWriteBytes(to, bigEndian: true, out _);
        Check.TryWriteBytes(to[16..], bigEndian: true, out _);
        Document.TryWriteBytes(to[32..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(to[48..], Slot);
        BinaryPrimitives.WriteInt32BigEndian(to[52..], Kind);
    }

    internal byte[] Bytes()
    {
        var bytes = new byte[Size];
        Write(bytes);
        return bytes;
    }
}

/// <summary>
/// One sealed file on the disk, by its row. The wrapped key here is the one that counts; the copy in the file's header
/// is for reading after a disaster.
/// </summary>
public sealed record SealedFile
{
    /// <summary>Also the file's name on the disk, and part of what every segment authenticates.</summary>
    public required Guid Id { get; init; }
    public required Guid BusinessKey { get; init; }
    public required Guid CheckKey { get; init; }
    public required Guid DocumentKey { get; init; }
    public required int Slot { get; init; }
    public required int Kind { get; init; }

    /// <summary>Whose key wraps the file's key.</summary>
    public required Guid CoworkerKey { get; init; }
    public required byte[] WrappedKey { get; init; }

    /// <summary>Bytes before sealing.</summary>
    public required long Length { get; init; }

    /// <summary>Bytes on the disk.</summary>
    public required long SealedLength { get; init; }
    public required byte[] Sha256 { get; init; }

    /// <summary>
    /// XXH3 of the bytes on the disk, 128 bits: tells rot where no key is left to tell it. Against whoever changes bytes
    /// on purpose stand the segments' tags and the text's hash; a second SHA-256 would cost as much as the sealing.
    /// </summary>
    public required byte[] Checksum { get; init; }
    public required string MediaType { get; init; }
    public required DateTimeOffset CreatedOn { get; init; }

    /// <summary>When a virus scanner found nothing in it or in what it was made of; null when none has said so.</summary>
    public DateTimeOffset? ScannedOn { get; init; }

    /// <summary>What a virus scanner found, by the scanner's name for it, after the file was taken: it is given out no more.</summary>
    public string? Finding { get; init; }

    /// <summary>The file it goes with: whoever destroys that one destroys this one too. Null for one that stands alone.</summary>
    public Guid? PartOf { get; init; }

    /// <summary>What the row says it belongs to. Whoever opens the file says it too, from rows of its own.</summary>
    public Binding Binding => new(BusinessKey, CheckKey, DocumentKey, Slot, Kind);
}

/// <summary>
/// A promise that a file is being written: committed before its first byte, deleted by the transaction that saves
/// its row. A file with neither is garbage.
/// </summary>
public sealed class FileIntent
{
    /// <summary>The file's GUID.</summary>
    public required Guid Id { get; init; }
    public required DateTimeOffset ExpiresOn { get; init; }
}
