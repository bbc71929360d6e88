using Vestibule.IdentityChecks;
using static Vestibule.Wire.Description.Taken;

namespace Vestibule.Wire.Description;

/// <summary>What is said about documents.</summary>
internal static class DocumentWords
{
    public static readonly EntityWords All = new(
        "CoworkerIdentityCheckDocument",
        Chapters.Documents,
        "a document",
        "documents"
    )
    {
        Commands = CheckCommands.All,
        OnCreate =
            "The files are fetched by the server from the addresses given, before anything is written: all of them arrive or nothing changes. "
            + "JPEG, PNG, WebP, HEIC and PDF are taken, told by their content. When the slots that the check needs are filled, the check is submitted in the same write.",
        OnUpdate =
            "The body replaces what can be written: a member left out is cleared. Files are the exception: a slot whose `New…Url` and `Clear…File` "
            + "are null, empty or false keeps its file. When both are given the new file wins. A decided document takes no files.",
        OnDelete = "Shreds its files.",
        Members =
        [
            new(
                "CoworkerId",
                "The customer who hands it in; the one of the check.",
                Always,
                1415914201L
            )
            {
                IsRequired = true,
            },
            new("CoworkerFullName", "Name of the customer.", Never, "Jane Roe"),
            new(
                "CoworkerCoworkerType",
                "Whether the customer is a person or a company, by name.",
                Never,
                "Individual"
            ),
            new("CoworkerCompanyName", "Company of the customer."),
            new("CoworkerBillingName", "Name on the customer's invoices."),
            new("CoworkerIdentityCheckId", "The check it is handed in for.", Always, 87654321L)
            {
                IsRequired = true,
            },
            new("CoworkerIdentityCheckName", "Name of that check.", Never, "Passport check"),
            new(
                "CoworkerIdentityCheckVerificationType",
                "What that check checks, by name.",
                Never,
                "IdDocument"
            ),
            new(
                "CoworkerIdentityCheckBusinessName",
                "The location of that check.",
                Never,
                "Main Street Hub"
            ),
            new(
                "CoworkerIdentityCheckIdentityDocumentType",
                "That check's identity paper, by name.",
                Never,
                "Passport"
            ),
            new(
                "CoworkerIdentityCheckIdentityDocumentNumber",
                "That check's document number; found by its whole value only."
            ),
            new("CoworkerIdentityCheckIdentityDocumentIssuedBy", "Who issued that paper."),
            new(
                "CoworkerIdentityCheckIdentityDocumentExpirationDate",
                "The day until which that paper is valid."
            ),
            new(
                "CoworkerIdentityCheckAddressDocumentType",
                "That check's address paper, by name.",
                Never,
                "Other"
            ),
            new("Name", "What the document is called in lists.", Always, "Passport")
            {
                IsRequired = true,
            },
            new(
                "PhotoFileName",
                "Name of the photograph of the customer's face; null while there is none.",
                Never,
                "face.jpg"
            ),
            Url("NewPhotoUrl", "the customer's face", "https://files.example.com/face.jpg"),
            Clear("ClearPhotoFile", "photograph"),
            new("DocumentFileName", "Name of the front; null while there is none.", Never, "p.jpg"),
            Url("NewDocumentUrl", "the front", "https://files.example.com/p.jpg"),
            Clear("ClearDocumentFile", "front"),
            new(
                "AdditionalDocumentFileName",
                "Name of the back or a further page; null while there is none."
            ),
            Url("NewAdditionalDocumentUrl", "the back or a further page", null),
            Clear("ClearAdditionalDocumentFile", "back"),
            new(
                "VerificationStatus",
                "Where the document stands. On update a different value must be a move the caller may make; it judges the whole hand-in, and the check follows.",
                OnUpdate,
                2
            ),
            new("Notes", "The reviewer's words. The customer sees this.", Always),
            .. SystemWords.Written,
        ],
    };

    private static MemberWords Url(string name, string what, string? example) =>
        new(
            name,
            $"Address from which the server fetches a picture of {what}. Reads as null.",
            Always,
            example
        );

    private static MemberWords Clear(string name, string what) =>
        new(name, $"True removes the {what}. Reads as null.", Always);
}
