namespace Vestibule.Tests.House;

/// <summary>For each rule, small trees that break it and nothing else of it, with a word of the breach expected.</summary>
internal static class BrokenHouses
{
    private const string Door = "static void Map(IEndpointRouteBuilder routes) { }";

    public static IReadOnlyList<(IReadOnlyList<SourceFile> Tree, string Guilty)> Of(string rule) =>
        rule switch
        {
            "things import only things" =>
            [
                (
                    Tree("src/Vestibule/People/Business.cs", "using Vestibule.Database;"),
                    "Vestibule.Database"
                ),
                (
                    Tree("src/Vestibule/People/Business.cs", "class B { Vestibule.Wire.Body b; }"),
                    "Vestibule.Wire"
                ),
                (
                    Tree(
                        "src/Vestibule/People/Business.cs",
                        "using Microsoft.EntityFrameworkCore;"
                    ),
                    "EntityFrameworkCore"
                ),
                (
                    [
                        .. Tree(
                            "src/Vestibule/IdentityChecks/IdentityCheck.cs",
                            "class C { void X() => MoveCheck.Do(); }"
                        ),
                        .. Tree("src/Vestibule/IdentityChecks/MoveCheck.cs", "class MoveCheck;"),
                    ],
                    "MoveCheck (a deed)"
                ),
                (
                    [
                        .. Tree(
                            "src/Vestibule/People/Coworker.cs",
                            "class C { void X() => ListBusinesses.Handle(); }"
                        ),
                        .. Tree("src/Vestibule/People/ListBusinesses.cs", Door),
                    ],
                    "ListBusinesses (a door)"
                ),
            ],
            "deeds know no HTTP" =>
            [
                (
                    Tree(
                        "src/Vestibule/Documents/SaveDocument.cs",
                        "using Microsoft.AspNetCore.Http;"
                    ),
                    "SaveDocument.cs"
                ),
                (
                    Tree(
                        "src/Vestibule/Journal/AppendLine.cs",
                        "Microsoft.AspNetCore.Http.HttpContext c;"
                    ),
                    "AppendLine.cs"
                ),
                (
                    Doors("class CreateCheck { void X() => SearchChecks.Handle(); }"),
                    "calls SearchChecks (a door)"
                ),
                (
                    [
                        .. Tree(
                            "src/Vestibule/IdentityChecks/MoveCheck.cs",
                            "class M { object X() => Answers.Of(1); }"
                        ),
                        .. Tree(
                            "src/Vestibule/IdentityChecks/Answers.cs",
                            "class Answers { IResult Of(int x) => null; }"
                        ),
                    ],
                    "calls Answers (an answer)"
                ),
            ],
            "doors never call doors" =>
            [
                (
                    Doors(
                        "class CreateCheck(IEndpointRouteBuilder routes) { IResult X() => SearchChecks.Handle(); }"
                    ),
                    "calls SearchChecks"
                ),
                (
                    Doors(
                        "class CreateCheck(IEndpointRouteBuilder routes) { IResult X(SearchChecks other) => null; }"
                    ),
                    "calls SearchChecks"
                ),
                (
                    Doors(
                        "class CreateCheck(IEndpointRouteBuilder routes) { IResult X() => new SearchChecks().Go(); }"
                    ),
                    "calls SearchChecks"
                ),
            ],
            "the cellar knows nobody" =>
            [
                (
                    Tree("src/Vestibule/Vault/Seal.cs", "using Vestibule.IdentityChecks;"),
                    "IdentityChecks"
                ),
                (
                    Tree(
                        "src/Vestibule/Vault/Disk/Store.cs",
                        "using static Vestibule.Journal.ActorKind;"
                    ),
                    "Journal"
                ),
                (
                    Tree(
                        "src/Vestibule/Outbound/Fetch.cs",
                        "class F { Vestibule.Hosting.Settings s; }"
                    ),
                    "Hosting"
                ),
            ],
            "the cellar knows no domain word" =>
            [
                (
                    Tree("src/Vestibule/Vault/Seal.cs", "record Seal(Guid IdentityCheckId);"),
                    "IdentityCheck"
                ),
            ],
            "Stripe stays in its room" =>
            [
                (
                    Tree("src/Vestibule/Reviews/DecideReview.cs", "using Stripe.Identity;"),
                    "DecideReview"
                ),
                (Tree("tests/Vestibule.Tests/SomeTests.cs", "using Stripe;"), "SomeTests"),
            ],
            "vision is bytes in, pictures out" =>
            [
                (
                    Tree(
                        "src/Vestibule.Vision/Stored.cs",
                        "class S { object X() => File.OpenRead(name); }"
                    ),
                    "says File"
                ),
                (
                    Tree("src/Vestibule.Vision/Stored.cs", "class S(TimeProvider clock);"),
                    "says TimeProvider"
                ),
            ],
            "vision is called where pictures come in" =>
            [
                (
                    Tree("src/Vestibule/Reviews/DecideReview.cs", "using Vestibule.Vision;"),
                    "DecideReview"
                ),
            ],
            "no cycles between rooms" => [(Cycle, "Documents ▶ IdentityChecks ▶ Documents")],
            _ => UntidyHouses.Of(rule),
        };

    internal static SourceFile[] Tree(string path, string text) => [new(path, text)];

    private static SourceFile[] Doors(string caller) =>
        [
            .. Tree("src/Vestibule/IdentityChecks/CreateCheck.cs", caller),
            .. Tree(
                "src/Vestibule/IdentityChecks/SearchChecks.cs",
                $"class SearchChecks {{ {Door} }}"
            ),
        ];

    // The first two import each other, and the third only looks on.
    private static readonly SourceFile[] Cycle =
    [
        .. Tree("src/Vestibule/Documents/SaveDocument.cs", "using Vestibule.IdentityChecks;"),
        .. Tree(
            "src/Vestibule/IdentityChecks/DeleteCheck.cs",
            "using Vestibule.Documents; using Vestibule.People;"
        ),
        .. Tree("src/Vestibule/People/Business.cs", ""),
    ];
}
