namespace Vestibule.Tests.Harness;

/// <summary>Bytes that pass for a file of a kind by their beginning, each different.</summary>
internal static class Papers
{
    public static byte[] Jpeg(int seed, int length = 5_000) =>
        Filled([0xFF, 0xD8, 0xFF, 0xE0], seed, length);

    public static byte[] Png(int seed, int length = 5_000) =>
        Filled([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], seed, length);

    public static byte[] Pdf(int seed, int length = 5_000) =>
        Filled("%PDF-1.7\n"u8.ToArray(), seed, length);

    private static byte[] Filled(byte[] start, int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        start.CopyTo(bytes, 0);
        return bytes;
    }
}
