using Vestibule.Decoding;
using Vestibule.Tests.Decoding;
using Vestibule.Vision;

namespace Vestibule.Tests.Vision;

/// <summary>Files that are two things at once come out as the one they are shown as, or not at all.</summary>
public sealed class PolyglotTests
{
    [Fact]
    public async Task NothingOfTheOtherThingComesOut()
    {
        using var pool = new DecodePool(new DecodeOptions { Workers = 1 }, new Told());
        Assert.SkipUnless(pool.ReadsPdf, "poppler-utils is not installed");
        foreach (var file in PolyglotSpecimens.All())
        {
            var outcome = await pool.Decode(file.Kind, Guid.Empty, file.Bytes, default);
            (outcome is DecodeOutcome.Decoded).ShouldBe(
                IsTaken(file.Name),
                $"{file.Name}: {outcome}"
            );
            if (outcome is DecodeOutcome.Decoded decoded)
                Seen.Leftovers(decoded).ShouldBeEmpty(file.Name);
        }
    }

    /// <summary>What has something else in front of it, and what points at it where it is not.</summary>
    private static bool IsTaken(string name) =>
        !name.Contains(" ahead", StringComparison.Ordinal)
        && name is not "page as free space in Heic";
}
