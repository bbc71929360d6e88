using Vestibule.IdentityChecks;
using static Vestibule.Wire.Description.Taken;

namespace Vestibule.Wire.Description;

/// <summary>What is said about identity checks.</summary>
internal static class CheckWords
{
    private const string One = "What one of up to two checks asked for in one request is: ";

    public static readonly EntityWords All = new(
        "CoworkerIdentityCheck",
        Chapters.Checks,
        "an identity check",
        "identity checks"
    )
    {
        Commands = CheckCommands.OfChecks,
        OnCreate =
            "Three members are needed; everything else can follow until the check is submitted. With one or both of the numbered triplets "
            + "(`IdentityCheckProvider1`, `VerificationType1`, `Description1`; the same with 2) one check is made for each, tied by a common "
            + "`IdentityCheckGroupGuid`, and `Value` is the first. Without them one check is made.",
        OnUpdate =
            "The body replaces what can be written: a member left out is cleared. The location, the customer and the kind of check stay for life. "
            + "On a check that is successful or cancelled only `Name`, `Description`, `Billed`, `SystemId` and `CustomFields` may change. "
            + "Reading a check and sending it back unchanged changes nothing.",
        OnDelete =
            "Deletes its documents with it and shreds their files. The journal keeps what was done.",
        Members =
        [
            new(
                "BusinessId",
                "The location that asks. One of the customer's locations.",
                Always,
                1414915201L
            )
            {
                IsRequired = true,
            },
            new("BusinessName", "Name of that location.", Never, "Main Street Hub"),
            new("CoworkerId", "The customer who is checked.", Always, 1415914201L)
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
            new("Name", "What the check is called in lists.", Always, "Passport check")
            {
                IsRequired = true,
            },
            new(
                "IdentityCheckProvider",
                "Who checks: operators here, or Stripe Identity. Left out or null it is 1 Manual. Stripe does not check addresses.",
                Always,
                1
            ),
            new(
                "IdentityDocumentType",
                "The paper that proves who somebody is. Left out or null it is 99 Other.",
                Always,
                1
            ),
            new(
                "IdentityDocumentNumber",
                "Number on that paper. Kept sealed; found by its whole value only.",
                Always
            ),
            new("IdentityDocumentIssuedBy", "Who issued that paper.", Always),
            new(
                "IdentityDocumentExpirationDate",
                "The day until which that paper is valid, as printed on it; a time of day sent along is dropped.",
                Always
            ),
            new(
                "AddressDocumentType",
                "The paper that proves where somebody lives. Left out or null it is 99 Other.",
                Always,
                99
            ),
            new(
                "VerificationType",
                "What is checked. Taken on create; left out it follows from which of the two document types was given, else it is 1 IdDocument. On update it may only be repeated.",
                Always,
                1
            ),
            new(
                "Description",
                "What the customer is asked for. The customer sees this.",
                Always,
                "Colour scan of the photo page"
            ),
            new(
                "VerificationStatus",
                "Where the check stands. Every check begins as 1 Pending. On update a different value must be a move the caller may make, with the rules and consequences of the command; repeated or left out it changes nothing.",
                OnUpdate,
                1
            ),
            new(
                "LastError",
                "Why it was refused, or what Stripe reported. The customer sees this. Read on update only as the words for a refusal made there.",
                OnUpdate
            ),
            new("Billed", "Whether the check has been charged.", Always, false),
            new(
                "ProposalGuid",
                "A proposal the check belongs to. Taken from full administrators only.",
                OnCreate
            ),
            new(
                "CoworkerContractGuid",
                "A contract the check belongs to. Taken from full administrators only.",
                OnCreate
            ),
            new(
                "ContractContactGuid",
                "A contact of that contract. Taken from full administrators only.",
                OnCreate
            ),
            new(
                "StripeVerificationSessionId",
                "Stripe's name for its side of the check. Stored as sent; it moves nothing before Stripe confirms it.",
                Always
            ),
            new(
                "IdentityCheckGroupGuid",
                "Common to the checks of one request.",
                Never,
                "0b7c2f0e-6f0f-4a56-9a53-0a7f2f5f6a11"
            ),
            Triplet("IdentityCheckProvider1", "who checks.", typeof(IdentityCheckProvider)),
            Triplet(
                "VerificationType1",
                "what is checked; 1 IdDocument when only the provider is given.",
                typeof(VerificationType)
            ),
            Triplet("Description1", "what the customer is asked for.", null),
            Triplet("IdentityCheckProvider2", "who checks.", typeof(IdentityCheckProvider)),
            Triplet(
                "VerificationType2",
                "what is checked; 2 Address when only the provider is given.",
                typeof(VerificationType)
            ),
            Triplet("Description2", "what the customer is asked for.", null),
            .. SystemWords.Written,
        ],
    };

    private static MemberWords Triplet(string name, string says, Type? type) =>
        new(name, $"{One}{says} Reads as 0 or null.", OnCreate) { Enum = type };
}
