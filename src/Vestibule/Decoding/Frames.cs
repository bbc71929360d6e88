using System.Buffers.Binary;

namespace Vestibule.Decoding;

/// <summary>What is said over the pipes: one byte that says what it is, four for the length, then so many bytes.</summary>
internal static class Frames
{
    public const byte Ready = (byte)'R';
    public const byte File = (byte)'F';
    public const byte Page = (byte)'P';
    public const byte Seen = (byte)'S';
    public const byte Refused = (byte)'X';
    public const byte Bare = (byte)'B';
    private const int HeadBytes = 5;

    public static void Write(Stream pipe, byte tag, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        var length = 0;
        foreach (var part in parts)
            length = checked(length + part.Length);
        Span<byte> head = stackalloc byte[HeadBytes];
        head[0] = tag;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], length);
        pipe.Write(head);
        foreach (var part in parts)
            pipe.Write(part.Span);
        pipe.Flush();
    }

    /// <summary>Null at the end of the stream.</summary>
    /// <param name="most">Bytes; more is no frame of ours.</param>
    /// <exception cref="EndOfStreamException">It ended within a frame.</exception>
    /// <exception cref="InvalidDataException">It announces more than may be.</exception>
    public static (byte Tag, byte[] Body)? Read(Stream pipe, int most)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        var got = pipe.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        if (got == 0)
            return null;
        if (got < HeadBytes)
            throw new EndOfStreamException();
        var length = BinaryPrimitives.ReadInt32LittleEndian(head[1..]);
        if (length < 0 || length > most)
            throw new InvalidDataException("a frame is too long");
        var body = GC.AllocateUninitializedArray<byte>(length);
        pipe.ReadExactly(body);
        return (head[0], body);
    }

    public static byte[] Numbers(params ReadOnlySpan<int> numbers)
    {
        var bytes = new byte[numbers.Length * 4];
        for (var n = 0; n < numbers.Length; n++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(n * 4), numbers[n]);
        return bytes;
    }

    public static int Number(ReadOnlySpan<byte> body, int index) =>
        BinaryPrimitives.ReadInt32LittleEndian(body[(index * 4)..]);
}
