using System.Diagnostics;
using Vestibule.Decoding;
using Vestibule.Tests.Decoding;
using Vestibule.Vision;

namespace Vestibule.Tests.Vision;

/// <summary>Single files whose verdict is known.</summary>
public sealed class SpecimenTests : IDisposable
{
    private readonly DecodePool pool = new(new DecodeOptions { Workers = 1 }, new Told());

    public void Dispose() => pool.Dispose();

    public static TheoryData<string, RefusalReason> Refused =>
        new()
        {
            { "jpeg 65500 x 65500", RefusalReason.TooManyPixels },
            { "jpeg of 10,000 scans", RefusalReason.Unusual },
            { "png 65535 x 65535", RefusalReason.TooManyPixels },
            { "png of gigabytes", RefusalReason.TooManyPixels },
            { "png that unpacks to less than it says", RefusalReason.CutShort },
            { "moving png", RefusalReason.Animated },
            { "moving webp", RefusalReason.Animated },
            { "film called heic", RefusalReason.Animated },
            { "heic 60000 x 60000", RefusalReason.TooManyPixels },
            { "svg called jpeg", RefusalReason.Damaged },
            { "webp with a large canvas", RefusalReason.TooManyPixels },
            { "webp that lies about its length", RefusalReason.CutShort },
        };

    public static TheoryData<string, RefusalReason> RefusedBound =>
        new()
        {
            { "locked pdf", RefusalReason.PasswordNeeded },
            { "pdf of 31 pages", RefusalReason.TooManyPages },
            { "page called pdf", RefusalReason.Damaged },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void IsRefusedOnItsHeaders(string name, RefusalReason reason)
    {
        var file = HostileFiles.Named(name);
        Walk.Of(file.Kind, file.Bytes, Limits.Usual)
            .ShouldBeOfType<Walked.Unfit>()
            .Why.Reason.ShouldBe(reason);
    }

    [Theory]
    [MemberData(nameof(RefusedBound))]
    public async Task IsRefusedByTheReader(string name, RefusalReason reason)
    {
        Assert.SkipUnless(pool.ReadsPdf, "poppler-utils is not installed");
        var file = HostileFiles.Named(name);
        (await Decode(file.Kind, file.Bytes))
            .ShouldBeOfType<DecodeOutcome.Refused>()
            .Why.Reason.ShouldBe(reason);
    }

    [Theory]
    [InlineData("active pdf")]
    [InlineData("pdf that sends")]
    [InlineData("pdf with an attachment")]
    public async Task WhatAPdfWouldDoIsLeftBehind(string name)
    {
        Assert.SkipUnless(pool.ReadsPdf, "poppler-utils is not installed");
        var file = HostileFiles.Named(name);
        var decoded = (await Decode(file.Kind, file.Bytes)).ShouldBeOfType<DecodeOutcome.Decoded>();
        Seen.Leftovers(decoded).ShouldBeEmpty();
        // What comes out goes in again.
        (await Decode(MediaKind.Pdf, decoded.Cleaned))
            .ShouldBeOfType<DecodeOutcome.Decoded>()
            .Pages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task APdfThatOpensWithoutAPasswordIsTakenAlthoughItIsEncrypted()
    {
        Assert.SkipUnless(pool.ReadsPdf, "poppler-utils is not installed");
        (await Decode(MediaKind.Pdf, Pdfs.Locked(""))).ShouldBeOfType<DecodeOutcome.Decoded>();
    }

    [Fact]
    public async Task ThirtyPagesAreTaken()
    {
        Assert.SkipUnless(pool.ReadsPdf, "poppler-utils is not installed");
        var began = Stopwatch.GetTimestamp();
        using var patient = new DecodePool(
            new DecodeOptions { Deadline = TimeSpan.FromMinutes(3) },
            new Told()
        );
        var decoded = (
            await patient.Decode(MediaKind.Pdf, Guid.Empty, Pdfs.Text(30), default)
        ).ShouldBeOfType<DecodeOutcome.Decoded>();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s"
        );
        decoded.Pages.Count.ShouldBe(30);
        using var page = NetVips.Image.NewFromBuffer(decoded.Pages[29]);
        page.Height.ShouldBe(Limits.Usual.LeastPageSide);
    }

    [Theory]
    [InlineData(1, 2400)]
    [InlineData(12, 2400)]
    [InlineData(18, 1959)]
    [InlineData(30, 1700)]
    public void ManyPagesAreDrawnSmaller(int pages, int side) =>
        Limits.Usual.PageSideOf(pages).ShouldBe(side);

    [Fact]
    public async Task ALargePhotoLyingOnItsSideIsTaken()
    {
        var up = Pictures.Card(3000, 4000);
        var jpeg = Encoded.WithSegments(
            Encoded.Of(Pictures.Stored(up, 6), i => i.JpegsaveBuffer(q: 80, interlace: true)),
            (0xE1, Encoded.Exif(6))
        );
        var decoded = (await Decode(MediaKind.Jpeg, jpeg)).ShouldBeOfType<DecodeOutcome.Decoded>();
        Seen.Askew(decoded.Cleaned, new GoodFile("12 million", MediaKind.Jpeg, jpeg, 3000, 4000))
            .ShouldBeNull();
    }

    private Task<DecodeOutcome> Decode(MediaKind kind, byte[] bytes) =>
        pool.Decode(kind, Guid.Empty, bytes, default);
}
