using System.Buffers.Binary;

namespace Vestibule.Documents;

/// <summary>
/// The pictures people are shown of one file, in one: the blurred one, the thumbnail, then the pages. The small ones
/// come first, so that whoever wants one of them need not unseal the rest.
/// </summary>
public static class Album
{
    public const string MediaType = "application/vnd.vestibule.album";

    /// <summary>What each picture in it is.</summary>
    public const string PictureType = "image/webp";

    public const int Blurred = 0;
    public const int Thumbnail = 1;

    /// <summary>More than any file has pages.</summary>
    private const int Most = 1_000;

    /// <summary>The place of a page, counted from 1.</summary>
    public static int Page(int number) => Thumbnail + number;

    /// <summary>How many there are, their lengths, then they themselves; numbers of four bytes, the largest first.</summary>
    public static byte[] Of(IReadOnlyList<byte[]> pictures)
    {
        var album = new byte[4 + (4 * pictures.Count) + pictures.Sum(picture => picture.Length)];
        BinaryPrimitives.WriteInt32BigEndian(album, pictures.Count);
        var at = 4 + (4 * pictures.Count);
        foreach (var (picture, place) in pictures.Select((picture, place) => (picture, place)))
        {
            BinaryPrimitives.WriteInt32BigEndian(album.AsSpan(4 + (4 * place)), picture.Length);
            picture.CopyTo(album, at);
            at += picture.Length;
        }

        return album;
    }

    /// <summary>One picture out of it; null when it has no such place.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static async Task<byte[]?> Read(Stream album, int place, CancellationToken cancelled)
    {
        var count = await Number(album, cancelled);
        if (count is < 0 or > Most)
            throw new InvalidDataException("an album of so many pictures is none");
        var lengths = new int[count];
        for (var n = 0; n < count; n++)
            lengths[n] = await Number(album, cancelled);
        if (place < 0 || place >= count)
            return null;
        await Skip(album, lengths.Take(place).Sum(length => (long)length), cancelled);
        var picture = new byte[lengths[place]];
        await album.ReadExactlyAsync(picture, cancelled);
        return picture;
    }

    private static async Task<int> Number(Stream album, CancellationToken cancelled)
    {
        var number = new byte[4];
        await album.ReadExactlyAsync(number, cancelled);
        return BinaryPrimitives.ReadInt32BigEndian(number);
    }

    private static async Task Skip(Stream album, long bytes, CancellationToken cancelled)
    {
        var passed = new byte[16 * 1024];
        for (var left = bytes; left > 0; )
        {
            var take = (int)Math.Min(left, passed.Length);
            await album.ReadExactlyAsync(passed.AsMemory(0, take), cancelled);
            left -= take;
        }
    }
}
