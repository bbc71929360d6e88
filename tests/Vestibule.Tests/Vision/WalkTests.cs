using CsCheck;
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
