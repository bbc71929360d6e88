using CsCheck;
using NetVips;
using Vestibule.Vision;

namespace Vestibule.Tests.Vision;

/// <summary>The walks are the first to see a stranger's bytes, and the last to see a worker's.</summary>
public sealed class WalkTests
{
    [Fact]
    public void NoBytesMakeAWalkFail() =>
        Gen.Select(Gen.Enum<MediaKind>(), Gen.Int[0, 2000], Gen.Int[0, 200])
            .Sample(
                (kind, number, noise) =>
                {
                    var bytes = HostileFiles.One(100 + number).Bytes;
                    new Random(noise).NextBytes(
                        bytes.AsSpan(
                            Math.Min(bytes.Length, 40 + noise),
                            Math.Min(noise, Math.Max(0, bytes.Length - 40 - noise))
                        )
                    );
                    Walk.Of(kind, bytes, Limits.Usual).ShouldNotBeNull();
                },
                iter: 300
            );

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(18)]
    [InlineData(22)]
    public void OnlyWhatADecoderNeedsIsKept(int number)
    {
        var good = GoodFiles.One(number);
        var walked = Walk.Of(good.Kind, good.Bytes, Limits.Usual).ShouldBeOfType<Walked.Fit>();
        walked.HadExtras.ShouldBeTrue();
        Walk.Of(good.Kind, walked.Bare, Limits.Usual)
            .ShouldBeOfType<Walked.Fit>()
            .HadExtras.ShouldBeFalse();
        System.Text.Encoding.Latin1.GetString(walked.Bare).ShouldNotContain(HostileFiles.Mark);
    }

    /// <summary>Three bytes for each pixel and one for each row, an eighth of that, and 64 KiB for whoever pads.</summary>
    [Theory]
    [InlineData(30_100 + 3_762 + 65_536, true)]
    [InlineData(30_100 + 3_762 + 65_537, false)]
    [InlineData(50_000_000, false)]
    public void APngUnpacksToWhatItsPixelsNeed(int bytes, bool fits) =>
        (
            Walk.Of(
                MediaKind.Png,
                Pieces.Header(100, 100, 8, 2, Pieces.Packed(bytes)),
                Limits.Usual
            ) is Walked.Fit
        ).ShouldBe(fits);

    [Theory]
    [InlineData(0xE0, "JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0", "a thumbnail")]
    [InlineData(0xEE, "Adobe\0d\0\0\0\0\u0001", "a letter")]
    public void NothingRidesBehindWhatAJpegSaysOfItself(byte marker, string said, string behind)
    {
        var plain = Encoded.Of(Pictures.Card(200, 150), i => i.JpegsaveBuffer());
        byte[] segment =
        [
            0xFF,
            marker,
            0,
            (byte)(2 + said.Length + behind.Length),
            .. System.Text.Encoding.Latin1.GetBytes(said + behind),
        ];
        var walked = Walk.Of(
                MediaKind.Jpeg,
                [.. plain[..2], .. segment, .. plain[2..]],
                Limits.Usual
            )
            .ShouldBeOfType<Walked.Fit>();
        walked.HadExtras.ShouldBeTrue();
        System.Text.Encoding.Latin1.GetString(walked.Bare).ShouldContain(said[..5]);
        System.Text.Encoding.Latin1.GetString(walked.Bare).ShouldNotContain(behind);
    }

    [Fact]
    public void EveryCutOfAJpegAndAPngIsSeen()
    {
        foreach (
            var (kind, file) in new[]
            {
                (MediaKind.Jpeg, GoodFiles.One(1).Bytes),
                (MediaKind.Png, GoodFiles.One(13).Bytes),
            }
        )
        {
            for (var length = 0; length < file.Length; length += 1 + length / 50)
                Walk.Of(kind, file.AsSpan(0, length), Limits.Usual)
                    .ShouldBeOfType<Walked.Unfit>($"{kind} cut at {length}");
        }
    }
}
