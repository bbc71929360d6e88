using NetVips;
using Vestibule.Decoding;
using Vestibule.Tests.Vision;
using Vestibule.Vault;
using Vestibule.Vision;

namespace Vestibule.Tests.Harness;

/// <summary>Small real files of each kind, each different.</summary>
internal static class Papers
{
    /// <summary>
    /// A picture of noise as the server itself would write it: what comes out is, byte for byte, what went in, so that a
    /// rig which only keeps prints can compare them.
    /// </summary>
    /// <param name="length">Bytes, about.</param>
    public static byte[] Png(int seed, int length = 5_000) =>
        DecodePicture.Run(
            MediaKind.Png,
            Encoded.Of(Noise(seed, length / 3), image => image.PngsaveBuffer()),
            Limits.Usual
        )
            is PictureOutcome.Seen(var prints)
            ? prints.Cleaned
            : throw new InvalidOperationException("the server does not take its own pictures");

    public static byte[] Jpeg(int seed, int length = 5_000) => Encoded.Jpeg(Noise(seed, length));

    public static byte[] Pdf(int seed, int pages = 1) =>
        Pdfs.Scan(Encoded.Jpeg(Pictures.Card(120, 160, seed)), 120, 160, copies: pages);

    /// <summary>What the server gives out for these bytes.</summary>
    public static async Task<byte[]> Cleaned(byte[] file)
    {
        var kind = MediaKinds.Of(MediaTypes.MediaTypeOf(file)!)!.Value;
        return (await Decoders.Shared.Decode(kind, Guid.Empty, file, default))
            .ShouldBeOfType<DecodeOutcome.Decoded>()
            .Cleaned;
    }

    private static Picture Noise(int seed, int pixels)
    {
        var side = Math.Max(8, (int)Math.Sqrt(pixels));
        var noise = new byte[side * side * 3];
        new Random(seed).NextBytes(noise);
        return new Picture(side, side, noise);
    }
}
