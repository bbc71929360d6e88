namespace Vestibule.Tests.House;

/// <summary>The floor plan as data. A new room or verb is one line here and one in docs/house.md.</summary>
public static class HousePlan
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
    public static readonly string[] Strangers = ["Vault", "Outbound"];

    /// <summary>First words of deeds: a file named so is a use case, not a thing.</summary>
    public static readonly string[] Verbs =
    [
        "Add",
        "Answer",
        "Append",
        "Apply",
        "Begin",
        "Change",
        "Clear",
        "Create",
        "Decide",
        "Delete",
        "Deliver",
        "Download",
        "Erase",
        "Fetch",
        "Fill",
        "Find",
        "Get",
        "Import",
        "Inspect",
        "Judge",
        "Keep",
        "List",
        "Make",
        "Move",
        "Open",
        "Prepare",
        "Put",
        "Read",
        "Receive",
        "Reconcile",
        "Reopen",
        "Request",
        "Run",
        "Save",
        "Seal",
        "Search",
        "Seed",
        "Send",
        "Shred",
        "Start",
        "Store",
        "Submit",
        "Sweep",
        "Take",
        "Tell",
        "Update",
        "Verify",
        "Watch",
        "Write",
    ];

    /// <summary>Things whose names begin like a deed's, each with its reason. The list only shrinks.</summary>
    public static readonly Dictionary<string, string> Things = new();

    /// <summary>Files named by nouns that are what several deeds share, each with its reason. The list only shrinks.</summary>
    public static readonly Dictionary<string, string> SharedByDeeds = new();

    /// <summary>Files that are what several doors of a room share, each with its reason. The list only shrinks.</summary>
    public static readonly Dictionary<string, string> SharedByDoors = new();

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
    public static readonly Dictionary<string, string> LongFiles = new();

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
