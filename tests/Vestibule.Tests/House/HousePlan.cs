namespace Vestibule.Tests.House;

/// <summary>The floor plan as data. A new room or verb is one line here and one in docs/house.md.</summary>
public static partial class HousePlan
{
    /// <summary>Rooms with things, deeds and doors of what the product is about.</summary>
    public static readonly string[] Features =
    [
        "IdentityChecks",
        "Documents",
        "Capture",
        "Inspections",
        "Reviews",
        "Rules",
        "Providers/StripeIdentity",
        "People",
        "Journal",
        "Mail",
        "Keeping",
    ];

    /// <summary>Plumbing that could serve any other product as it is.</summary>
    public static readonly string[] Strangers = ["Vault", "Outbound", "Scanning"];

    /// <summary>Things whose names begin like a deed's, each with its reason. The list only shrinks.</summary>
    public static readonly Dictionary<string, string> Things = new()
    {
        ["src/Vestibule/IdentityChecks/MoveRules.cs"] =
            "the rules of moves; \"move\" is a noun of ours",
    };

    /// <summary>Files named by nouns that are what several deeds share, each with its reason. The list only shrinks.</summary>
    public static readonly Dictionary<string, string> SharedByDeeds = new()
    {
        ["src/Vestibule/IdentityChecks/HandIns.cs"] =
            "finds and writes a hand-in for every deed that touches one",
        ["src/Vestibule/IdentityChecks/DocumentNumbers.cs"] =
            "seals and opens the number wherever a check is written or read",
        ["src/Vestibule/Providers/StripeIdentity/ActAsStripe.cs"] =
            "in whose name deeds write Stripe's news down",
        ["src/Vestibule/Journal/CheckpointFile.cs"] =
            "reads and extends the file for whoever takes, verifies or exports checkpoints",
        ["src/Vestibule/Documents/DocumentOutcome.cs"] =
            "the answer of all deeds on documents, a failed write included",
        ["src/Vestibule/Documents/DocumentRequest.cs"] =
            "what deeds on documents are asked for; refuses in their outcome",
        ["src/Vestibule/Documents/DocumentChange.cs"] =
            "what deeds on documents work out, with files that are staged in the vault",
    };

    /// <summary>Files that are what several doors of a room share, each with its reason. The list only shrinks.</summary>
    public static readonly Dictionary<string, string> SharedByDoors = new()
    {
        ["src/Vestibule/IdentityChecks/StatusWish.cs"] =
            "reads a status out of a PUT body, of a check or of a document",
        ["src/Vestibule/IdentityChecks/AddedCommand.cs"] =
            "commands of checks that another room runs, as the door calls them",
        ["src/Vestibule/Providers/StripeIdentity/PageLanguage.cs"] =
            "in which language members' pages are shown",
    };

    /// <summary>Words of the domain, which plumbing has no business knowing.</summary>
    public static readonly string[] DomainWords =
    [
        "IdentityCheck",
        "CheckDocument",
        "VerificationStatus",
        "VerificationType",
        "Nexudus",
        "Passport",
        "StripeIdentity",
    ];

    /// <summary>Endings that say a file had no better name.</summary>
    public static readonly string[] EmptySuffixes =
    [
        "Manager",
        "Helper",
        "Helpers",
        "Util",
        "Utils",
        "Service",
        "Services",
        "Processor",
        "Base",
        "Impl",
        "DTO",
        "Dto",
    ];

    public static readonly string[] EmptyFolders =
    [
        "Common",
        "Helpers",
        "Utils",
        "Extensions",
        "Services",
        "Models",
    ];

    /// <summary>Namespaces ASP.NET's SDK would import unasked.</summary>
    public static readonly string[] UnaskedUsings =
    [
        "Microsoft.AspNetCore.Builder",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration",
        "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting",
        "Microsoft.Extensions.Logging",
        "System.Net.Http",
        "System.Net.Http.Json",
    ];

    public const int LongestFile = 200;

    /// <summary>Files that are longer, each with its reason. The list only shrinks.</summary>
    public static readonly Dictionary<string, string> LongFiles = new()
    {
        ["src/Vestibule/Wire/CoworkerIdentityCheckBody.cs"] =
            "the longest body of the API, in the order of its page",
        ["benchmarks/Vestibule.Bench/BareStores.cs"] =
            "the bare endpoint's SQL of both databases, side by side to be compared",
        ["benchmarks/Vestibule.Bench/Stage.cs"] = "the rows both sides are measured over",
        ["tests/Vestibule.Tests/Documents/EvidenceTests.cs"] = "a file's whole way in and out",
        ["tests/Vestibule.Tests/Durability/CanaryTests.cs"] =
            "every route and every place looked at, in one list each",
        ["tests/Vestibule.Tests/Access/RouterCoverageTests.cs"] =
            "one walk over all routes and its lists",
        ["tests/Vestibule.Tests/Wire/HabitTests.cs"] = "one habit of clients after the other",
        ["tests/Vestibule.Tests/Access/AccessHost.cs"] = "a server of sign-in alone",
        ["tests/Vestibule.Tests/Wire/FieldTests.cs"] = "every member of both pages, as one table",
        ["tests/Vestibule.Tests/Wire/OnceTests.cs"] = "what a key promises, one after the other",
        ["tests/Vestibule.Tests/Access/GateTests.cs"] = "every way to be refused at the gate",
    };

    /// <summary>Who speaks to PostgreSQL on connections outside the requests' pool.</summary>
    public static readonly string[] OwnConnections =
    [
        "src/Vestibule/Database/Postgres/PostgresServer.cs",
        "src/Vestibule/Vault/CoworkerKeyDatabase.cs",
    ];

    /// <summary>Folders of somebody's own machine, which mean nothing on the next one.</summary>
    public static readonly string[] WorkstationPlaces =
    [
        "/home/",
        "/Users/",
        "/ro" + "ot/",
        "/wo" + "rk/",
        @"C:\Users",
    ];
}
