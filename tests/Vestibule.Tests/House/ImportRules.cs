using System.Text.RegularExpressions;

namespace Vestibule.Tests.House;

/// <summary>Who may know whom: the grammar of things, deeds and doors, and the floors of the house.</summary>
internal static class ImportRules
{
    // What a pure library of bytes and pictures has nothing to do with.
    private static readonly string[] WorldlyWords =
        "AspNetCore EntityFrameworkCore HttpClient Socket Process TimeProvider DateTime File ILogger".Split(
            ' '
        );

    public static readonly IReadOnlyList<Rule> All =
    [
        new(
            "things import only things",
            "A thing holds state and rules and knows no door, database, wire or framework: pass it values, "
                + "or, if the file is a use case, name it by its verb (HousePlan.Verbs).",
            tree =>
                ThingImports(tree)
                    .Concat(Calls(tree, Kind.Thing, Kind.Deed))
                    .Concat(Calls(tree, Kind.Thing, Kind.Door))
                    .Concat(Calls(tree, Kind.Thing, Kind.Answer))
        ),
        new(
            "deeds know no HTTP",
            "A deed is shared by several doors: let the door read the request and hand over values.",
            tree =>
                Of(tree, Kind.Deed)
                    .Where(file =>
                        file.Code.Contains("Microsoft.AspNetCore", StringComparison.Ordinal)
                    )
                    .Select(file => $"{file.Path} (a deed) mentions Microsoft.AspNetCore")
                    .Concat(Calls(tree, Kind.Deed, Kind.Door))
                    .Concat(Calls(tree, Kind.Deed, Kind.Answer))
        ),
        new(
            "doors never call doors",
            "Move what both do into a deed and call that from each. (Mapping a door, X.Map(…), is no call.)",
            tree => Calls(tree, Kind.Door, Kind.Door)
        ),
        new(
            "the cellar knows nobody",
            "Vault and Outbound import nothing of ours; give them plain values, or an options record of their own.",
            tree =>
                from file in tree
                where HousePlan.Strangers.Contains(file.Room)
                from room in file.Imports
                select $"{file.Path} imports Vestibule.{room}"
        ),
        new(
            "the cellar knows no domain word",
            "Vault and Outbound would serve any product: name what they handle by what it is to them.",
            tree =>
                from file in tree
                where HousePlan.Strangers.Contains(file.Room)
                from word in HousePlan.DomainWords
                where file.Code.Contains(word, StringComparison.Ordinal)
                select $"{file.Path} says {word}"
        ),
        new(
            "Stripe stays in its room",
            "Stripe's types change with Stripe: translate them in Providers/StripeIdentity.",
            tree =>
                from file in tree
                where file.IsCode && file.Room is not "Providers/StripeIdentity"
                where
                    file.Usings.Any(name =>
                        name is "Stripe" || name.StartsWith("Stripe.", StringComparison.Ordinal)
                    )
                select $"{file.Path} imports Stripe"
        ),
        new(
            "vision is called where pictures come in",
            "Hostile bytes are decoded in one place: go through Documents or Inspections.",
            tree =>
                from file in tree
                where
                    file.IsServerCode
                    && file.Room is not ("Inspections" or "Documents" or "Decoding" or "")
                where file.Imports.Contains("Vision")
                select $"{file.Path} imports Vestibule.Vision"
        ),
        new(
            "vision is bytes in, pictures out",
            "It runs where nothing may be opened and nobody called: hand it values, and do the rest in Decoding.",
            tree =>
                from file in tree
                where file.Path.StartsWith("src/Vestibule.Vision/", StringComparison.Ordinal)
                where file.IsCode
                from word in WorldlyWords
                where Regex.IsMatch(file.Code, $@"\b{word}\b")
                select $"{file.Path} says {word}"
        ),
        new(
            "no cycles between rooms",
            "Two rooms that import each other are one room: turn the weaker import round, or pass a value.",
            RoomCycles.Find
        ),
    ];

    private static IEnumerable<SourceFile> Of(IEnumerable<SourceFile> tree, Kind kind) =>
        tree.Where(file => HousePlan.Features.Contains(file.Room) && file.Kind == kind);

    private static IEnumerable<string> ThingImports(IReadOnlyList<SourceFile> tree) =>
        from file in Of(tree, Kind.Thing)
        from imported in file
            .Imports.Except(HousePlan.Features)
            .Select(room => $"Vestibule.{room}")
            .Concat(
                file.Usings.Where(name => name.StartsWith("Microsoft.", StringComparison.Ordinal))
            )
        select $"{file.Path} (a thing) imports {imported}";

    /// <summary>Mentions of one kind's class in code of another kind, other than to map it.</summary>
    private static IEnumerable<string> Calls(
        IReadOnlyList<SourceFile> tree,
        Kind callers,
        Kind callees
    )
    {
        var called = Of(tree, callees).Select(file => file.Name).ToHashSet();
        return from file in Of(tree, callers)
            from name in called
            where name != file.Name
            where
                Regex.IsMatch(
                    file.Code,
                    $@"(?<![.\w]){name}(?:<\w+>)?\s*(?:\.(?!Map\b)|\(|\s[a-z]\w*\s*[,)=;])"
                )
            select $"{file.Path} ({Word(callers)}) calls {name} ({Word(callees)})";
    }

    private static string Word(Kind kind) =>
        kind is Kind.Answer ? "an answer" : $"a {kind.ToString().ToLowerInvariant()}";
}
