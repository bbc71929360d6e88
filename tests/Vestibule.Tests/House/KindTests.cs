namespace Vestibule.Tests.House;

/// <summary>Rules are only as good as the eye that tells a thing from a deed and a deed from a door.</summary>
public sealed class KindTests
{
    [Theory]
    [InlineData("IdentityChecks/CheckDocument.cs", "sealed record CheckDocument;", Kind.Thing)]
    [InlineData("Journal/Opening.cs", "enum Opening;", Kind.Thing)]
    [InlineData("IdentityChecks/MoveCheck.cs", "static class MoveCheck;", Kind.Deed)]
    [InlineData("IdentityChecks/HandIn.cs", "sealed record HandIn;", Kind.Thing)]
    [InlineData(
        "IdentityChecks/CreateIdentityCheck.cs",
        "void Map(IEndpointRouteBuilder routes) {}",
        Kind.Door
    )]
    [InlineData(
        "Mail/DeliverMail.cs",
        "class DeliverMail(Outbox box) : BackgroundService {}",
        Kind.Door
    )]
    [InlineData("IdentityChecks/MoveAnswers.cs", "IResult Of(Moved moved) => null;", Kind.Answer)]
    [InlineData("People/Place.cs", "// answers an IResult\nrecord Place;", Kind.Thing)]
    public void IsToldByNameAndCode(string path, string text, Kind kind) =>
        new SourceFile($"src/Vestibule/{path}", text).Kind.ShouldBe(kind);

    [Fact]
    public void MapIsNoCall()
    {
        SourceFile[] tree =
        [
            new(
                "src/Vestibule/People/People.cs",
                "void Map(IEndpointRouteBuilder r) => ListBusinesses.Map(r);"
            ),
            new("src/Vestibule/People/ListBusinesses.cs", "void Map(IEndpointRouteBuilder r) {}"),
        ];
        Rules
            .All.SelectMany(rule => rule.Name is "doors never call doors" ? rule.Check(tree) : [])
            .ShouldBeEmpty();
    }

    [Fact]
    public void PropertiesThatShareADeedsNameAreNoCall()
    {
        SourceFile[] tree =
        [
            new(
                "src/Vestibule/IdentityChecks/CheckDocument.cs",
                "class D { int Submit { get; } bool X() => d.Submit.Equals(1); }"
            ),
            new("src/Vestibule/IdentityChecks/Submit.cs", "static class Submit;"),
        ];
        Rules
            .All.SelectMany(rule =>
                rule.Name is "things import only things" ? rule.Check(tree) : []
            )
            .ShouldBeEmpty();
    }
}
