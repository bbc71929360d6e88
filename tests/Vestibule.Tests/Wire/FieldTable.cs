using System.Text.Json.Nodes;

namespace Vestibule.Tests.Wire;

/// <summary>How one member of a record is tried.</summary>
/// <param name="Name">On the wire.</param>
/// <param name="Filter">What follows <c>Entity_</c>.</param>
/// <param name="Sent">Two different JSON values that can be written, or none for members that only read.</param>
/// <param name="Query">How each of <paramref name="Sent"/> is asked for; the JSON text itself when null.</param>
/// <param name="Ranged">Whether <c>from_</c> and <c>to_</c> work.</param>
/// <param name="Read">What each of <paramref name="Sent"/> reads back as; the same when null.</param>
public sealed record FieldCase(
    string Name,
    string Filter,
    string[] Sent,
    string[]? Query = null,
    bool Ranged = false,
    string[]? Read = null
)
{
    public string QueryFor(int which) => Query?[which] ?? JsonNode.Parse(Sent[which])!.ToString();

    public string ReadOf(int which) => Read?[which] ?? Sent[which];

    public override string ToString() => Name;
}

/// <summary>Every member of both records. A test fails when one is missing here.</summary>
internal static class FieldTable
{
    private static readonly string[] ReadOnly = [];

    public static readonly FieldCase[] Checks =
    [
        new("BusinessId", "Business", ReadOnly, Ranged: true),
        new("BusinessName", "Business_Name", ReadOnly),
        new("CoworkerId", "Coworker", ReadOnly, Ranged: true),
        new("CoworkerFullName", "Coworker_FullName", ReadOnly),
        new("CoworkerCoworkerType", "Coworker_CoworkerType", ReadOnly),
        new("CoworkerCompanyName", "Coworker_CompanyName", ReadOnly),
        new("CoworkerBillingName", "Coworker_BillingName", ReadOnly),
        new(
            "Name",
            "Name",
            ["\"Ärger mit Pässen\"", "\"Mortgage 50% _off_\""],
            ["äRGER", "50% _o"]
        ),
        new("IdentityCheckProvider", "IdentityCheckProvider", ["1", "2"], Ranged: true),
        new("IdentityDocumentType", "IdentityDocumentType", ["1", "10"], Ranged: true),
        new(
            "IdentityDocumentNumber",
            "IdentityDocumentNumber",
            ["\"AB 123-456\"", "\"ZX999\""],
            ["ab123456", "zx-999"]
        ),
        new(
            "IdentityDocumentIssuedBy",
            "IdentityDocumentIssuedBy",
            ["\"Gemeinde Wien\"", "\"Кипр\""],
            ["gemeinde", "КИПР"]
        ),
        new(
            "IdentityDocumentExpirationDate",
            "IdentityDocumentExpirationDate",
            ["\"2031-02-28T00:00:00Z\"", "\"2040-12-31T00:00:00Z\""],
            ["2031-02-28T00:00", "2040-12-31"],
            Ranged: true
        ),
        new("AddressDocumentType", "AddressDocumentType", ["4", "8"], Ranged: true),
        new("VerificationType", "VerificationType", ["1", "2"], Ranged: true),
        new(
            "Description",
            "Description",
            ["\"Colour scan, please\"", "\"Both sides\""],
            ["COLOUR", "both SIDES"]
        ),
        new("VerificationStatus", "VerificationStatus", ReadOnly, Ranged: true),
        new("LastError", "LastError", ReadOnly),
        new("Billed", "Billed", ["true", "false"]),
        new(
            "ProposalGuid",
            "ProposalGuid",
            ["\"0b7c2f0e-6f0f-4a56-9a53-0a7f2f5f6a11\"", "\"1b7c2f0e-6f0f-4a56-9a53-0a7f2f5f6a11\""]
        ),
        new(
            "CoworkerContractGuid",
            "CoworkerContractGuid",
            ["\"2b7c2f0e-6f0f-4a56-9a53-0a7f2f5f6a11\"", "\"3b7c2f0e-6f0f-4a56-9a53-0a7f2f5f6a11\""]
        ),
        new(
            "ContractContactGuid",
            "ContractContactGuid",
            ["\"4b7c2f0e-6f0f-4a56-9a53-0a7f2f5f6a11\"", "\"5b7c2f0e-6f0f-4a56-9a53-0a7f2f5f6a11\""]
        ),
        new(
            "StripeVerificationSessionId",
            "StripeVerificationSessionId",
            ["\"vs_one\"", "\"vs_two\""],
            ["VS_ONE", "vs_two"]
        ),
        new("IdentityCheckGroupGuid", "IdentityCheckGroupGuid", ReadOnly),
        new("IdentityCheckProvider1", "IdentityCheckProvider1", ReadOnly),
        new("VerificationType1", "VerificationType1", ReadOnly),
        new("Description1", "Description1", ReadOnly),
        new("IdentityCheckProvider2", "IdentityCheckProvider2", ReadOnly),
        new("VerificationType2", "VerificationType2", ReadOnly),
        new("Description2", "Description2", ReadOnly),
        .. System,
    ];

    public static readonly FieldCase[] Documents =
    [
        new("CoworkerId", "Coworker", ReadOnly, Ranged: true),
        new("CoworkerFullName", "Coworker_FullName", ReadOnly),
        new("CoworkerCoworkerType", "Coworker_CoworkerType", ReadOnly),
        new("CoworkerCompanyName", "Coworker_CompanyName", ReadOnly),
        new("CoworkerBillingName", "Coworker_BillingName", ReadOnly),
        new("CoworkerIdentityCheckId", "CoworkerIdentityCheck", ReadOnly, Ranged: true),
        new("CoworkerIdentityCheckName", "CoworkerIdentityCheck_Name", ReadOnly),
        new(
            "CoworkerIdentityCheckVerificationType",
            "CoworkerIdentityCheck_VerificationType",
            ReadOnly
        ),
        new("CoworkerIdentityCheckBusinessName", "CoworkerIdentityCheck_Business_Name", ReadOnly),
        new(
            "CoworkerIdentityCheckIdentityDocumentType",
            "CoworkerIdentityCheck_IdentityDocumentType",
            ReadOnly
        ),
        new(
            "CoworkerIdentityCheckIdentityDocumentNumber",
            "CoworkerIdentityCheck_IdentityDocumentNumber",
            ReadOnly
        ),
        new(
            "CoworkerIdentityCheckIdentityDocumentIssuedBy",
            "CoworkerIdentityCheck_IdentityDocumentIssuedBy",
            ReadOnly
        ),
        new(
            "CoworkerIdentityCheckIdentityDocumentExpirationDate",
            "CoworkerIdentityCheck_IdentityDocumentExpirationDate",
            ReadOnly,
            Ranged: true
        ),
        new(
            "CoworkerIdentityCheckAddressDocumentType",
            "CoworkerIdentityCheck_AddressDocumentType",
            ReadOnly
        ),
        new("Name", "Name", ["\"Passport\"", "\"Lease\""], ["pASS", "lease"]),
        new("PhotoFileName", "PhotoFileName", ReadOnly),
        new("NewPhotoUrl", "NewPhotoUrl", ReadOnly),
        new("ClearPhotoFile", "ClearPhotoFile", ReadOnly),
        new("DocumentFileName", "DocumentFileName", ReadOnly),
        new("NewDocumentUrl", "NewDocumentUrl", ReadOnly),
        new("ClearDocumentFile", "ClearDocumentFile", ReadOnly),
        new("AdditionalDocumentFileName", "AdditionalDocumentFileName", ReadOnly),
        new("NewAdditionalDocumentUrl", "NewAdditionalDocumentUrl", ReadOnly),
        new("ClearAdditionalDocumentFile", "ClearAdditionalDocumentFile", ReadOnly),
        new("VerificationStatus", "VerificationStatus", ReadOnly, Ranged: true),
        new("Notes", "Notes", ["\"a bit blurred\"", "\"fine\""], ["BLURRED", "fine"]),
        .. System,
    ];

    private static FieldCase[] System =>
        [
            new("Id", "Id", ReadOnly),
            new("UpdatedOn", "UpdatedOn", ReadOnly, Ranged: true),
            new("CreatedOn", "CreatedOn", ReadOnly, Ranged: true),
            new("UniqueId", "UniqueId", ReadOnly),
            new("UpdatedBy", "UpdatedBy", ReadOnly),
            new("IsNew", "IsNew", ReadOnly),
            new("SystemId", "SystemId", ["\"crm-1\"", "\"crm-2\""]),
            new("ToStringText", "ToStringText", ReadOnly),
            new("LocalizationDetails", "LocalizationDetails", ReadOnly),
            new(
                "CustomFields",
                "CustomFields_Colour",
                [
                    """{"Data":[{"Name":"Colour","Value":"red","Type":"string"}]}""",
                    """{"Data":[{"Name":"Colour","Value":"\"blue\"","Type":"string"},{"Name":"Size","Value":"7","Type":"int"}]}""",
                ],
                ["red", "\"blue\""]
            ),
        ];
}
