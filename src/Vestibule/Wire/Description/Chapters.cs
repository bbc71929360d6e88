namespace Vestibule.Wire.Description;

/// <summary>The parts of the description, in reading order.</summary>
internal static class Chapters
{
    public const string Access = "Sign-in and access";
    public const string Checks = "Identity checks";
    public const string Documents = "Documents";
    public const string People = "People and places";
    public const string Journal = "Journal";
    public const string Lists = "Reference lists";
    public const string Health = "Health";

    public static readonly IReadOnlyList<(string Name, string Says)> All =
    [
        (Access, "Getting a token, knowing who one is, and who may do what."),
        (
            Checks,
            "What is asked of a customer and where it stands: pending, submitted, successful, failed or cancelled."
        ),
        (
            Documents,
            "The papers handed in for a check: up to three files each, with their verdict."
        ),
        (People, "The locations of the network and the customers they check."),
        (Journal, "Who did what, when. Append-only."),
        (Lists, "Countries, currencies, time zones and the meaning of numbers."),
        (Health, "For whoever minds the process."),
    ];
}
