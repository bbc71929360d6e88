using static Vestibule.Tests.House.BrokenHouses;

namespace Vestibule.Tests.House;

/// <summary>The red cases of <see cref="TidyRules"/>.</summary>
internal static class UntidyHouses
{
    public static IReadOnlyList<(IReadOnlyList<SourceFile> Tree, string Guilty)> Of(string rule) =>
        rule switch
        {
            "every using is asked for" =>
            [
                ([Props("Microsoft.AspNetCore.Http")], "Microsoft.AspNetCore.Http"),
                (
                    [
                        Props(""),
                        .. Tree(
                            "src/Vestibule/Globals.cs",
                            "global using Microsoft.AspNetCore.Http;"
                        ),
                    ],
                    "Globals.cs"
                ),
            ],
            "namespace is folder" =>
            [
                (
                    Tree("src/Vestibule/Vault/Disk/Store.cs", "namespace Vestibule.Vault;"),
                    "Vestibule.Vault.Disk"
                ),
            ],
            "files stay short" =>
            [
                (
                    Tree(
                        "src/Vestibule/Vault/Seal.cs",
                        new string('\n', HousePlan.LongestFile + 1)
                    ),
                    "201 lines"
                ),
            ],
            "no empty names" =>
            [
                (Tree("src/Vestibule/Mail/Post.cs", "sealed class MailManager;"), "MailManager"),
                (Tree("src/Vestibule/Mail/Post.cs", "readonly record struct MailDTO;"), "MailDTO"),
                (Tree("src/Vestibule/Mail/MailHelper.cs", ""), "MailHelper"),
                (Tree("src/Vestibule/Mail/Models/Letter.cs", ""), "Models"),
            ],
            "what recurs is Recurring" =>
            [
                (
                    Tree("src/Vestibule/Mail/SendPost.cs", "class SendPost : BackgroundService;"),
                    "SendPost"
                ),
            ],
            "no session keeps anything" =>
            [
                (
                    Tree(
                        "src/Vestibule/People/FindName.cs",
                        "Execute(\"SET lock_timeout = 0; SELECT 1\");"
                    ),
                    "lock_timeout"
                ),
                (
                    Tree(
                        "src/Vestibule/People/FindName.cs",
                        "Execute(\"SELECT pg_advisory_lock(7)\");"
                    ),
                    "pg_advisory_lock"
                ),
            ],
            "no places of a workstation" =>
            [
                (
                    Tree("docs/house.md", "see " + HousePlan.WorkstationPlaces[0] + "somebody"),
                    "docs/house.md"
                ),
            ],
            _ => [],
        };

    private static SourceFile Props(string forgotten) =>
        new(
            "Directory.Build.props",
            string.Concat(
                HousePlan
                    .UnaskedUsings.Where(name => name != forgotten)
                    .Select(name => $"<Using Remove=\"{name}\" />")
            )
        );
}
