using CsCheck;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("passport.jpg", "passport.jpg")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\scans\front side.png", "front side.png")]
    [InlineData("a/b/", "file")]
    [InlineData("a\0b\r\nc.jpg", "abc.jpg")]
    [InlineData("\u202Egpj.exe", "gpj.exe")]
    [InlineData("e\u0301te\u0301.pdf", "été.pdf")]
    [InlineData("a\u0323\u0302.pdf", "ậ.pdf")]
    [InlineData("\u1112\u1161\u11AB.pdf", "한.pdf")]
    [InlineData("  .hidden. ", "hidden")]
    [InlineData("..", "file")]
    [InlineData(null, "file")]
    [InlineData("身分証.heic", "身分証.heic")]
    public void NamesAreCleaned(string? given, string shown) =>
        FileNames.Clean(given).ShouldBe(shown);

    [Fact]
    public void LongNamesKeepTheirEnding()
    {
        var name = FileNames.Clean(new string('a', 4096) + ".jpg");
        name.Length.ShouldBe(120);
        name.ShouldEndWith("a.jpg");
        FileNames.Clean(string.Concat(Enumerable.Repeat("😀", 100))).Length.ShouldBe(120);
    }

    [Fact]
    public void AnyNameIsSafeToShowAndToSend() =>
        Gen.String.Sample(given =>
        {
            var name = FileNames.Clean(given);
            name.Length.ShouldBeInRange(1, 120);
            name.IndexOfAny(['/', '\\', '\0', '\r', '\n', '\u202E', '\u2066']).ShouldBe(-1);
            FileNames.Clean(name).ShouldBe(name);
            var header = FileNames.ContentDisposition(given);
            header.All(c => c is >= ' ' and < '\u007F').ShouldBeTrue();
            header.Count(c => c == '"').ShouldBe(2);
        });

    [Theory]
    [InlineData("a.jpg", "attachment; filename=\"a.jpg\"; filename*=UTF-8''a.jpg")]
    [InlineData(
        "é \"x\".pdf",
        "attachment; filename=\"_ _x_.pdf\"; filename*=UTF-8''%C3%A9%20%22x%22.pdf"
    )]
    [InlineData("50%.pdf", "attachment; filename=\"50_.pdf\"; filename*=UTF-8''50%25.pdf")]
    public void HeaderHasAPlainAndARealName(string name, string header) =>
        FileNames.ContentDisposition(name).ShouldBe(header);
}
