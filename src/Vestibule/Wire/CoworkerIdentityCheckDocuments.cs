using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.IdentityChecks;
using Vestibule.People;
using static Vestibule.Wire.WireTypes;

namespace Vestibule.Wire;

/// <summary>Documents as the API shows them: members and their order are those of its get-one page.</summary>
public static class CoworkerIdentityCheckDocuments
{
    public static readonly Resource<CheckDocument> Resource = new Resource<CheckDocument>(
        Entities.Document,
        "/api/spaces/coworkeridentitycheckdocuments"
    )
    {
        Rows = db =>
            db.CheckDocuments.Include(d => d.Coworker)
                .Include(d => d.IdentityCheck)
                    .ThenInclude(c => c!.Business),
        SeenBy = businesses => document => businesses.Contains(document.IdentityCheck!.BusinessId),
        Open = async (services, documents, cancelled) =>
        {
            if (documents.All(d => d.IdentityCheck!.SealedDocumentNumber is null))
            {
                return documents;
            }

            var numbers = services.GetRequiredService<DocumentNumbers>();
            var opened = await numbers.Open(
                [.. documents.Select(d => d.IdentityCheck! with { Coworker = d.Coworker })],
                cancelled
            );
            return
            [
                .. documents.Zip(
                    opened,
                    (document, check) => document with { IdentityCheck = check }
                ),
            ];
        },
    }
        .Own("CoworkerId", d => d.CoworkerId, Id)
        .Expanded("CoworkerFullName", "Coworker_FullName", d => d.Coworker!.FullName, Text)
        .Expanded(
            "CoworkerCoworkerType",
            "Coworker_CoworkerType",
            d => d.Coworker!.CoworkerType,
            Name<CoworkerType>()
        )
        .Expanded("CoworkerCompanyName", "Coworker_CompanyName", d => d.Coworker!.CompanyName, Text)
        .Expanded("CoworkerBillingName", "Coworker_BillingName", d => d.Coworker!.BillingName, Text)
        .Own("CoworkerIdentityCheckId", d => d.IdentityCheckId, Id)
        .Expanded(
            "CoworkerIdentityCheckName",
            "CoworkerIdentityCheck_Name",
            d => d.IdentityCheck!.Name,
            Text
        )
        .Expanded(
            "CoworkerIdentityCheckVerificationType",
            "CoworkerIdentityCheck_VerificationType",
            d => d.IdentityCheck!.VerificationType,
            Name<VerificationType>()
        )
        .Expanded(
            "CoworkerIdentityCheckBusinessName",
            "CoworkerIdentityCheck_Business_Name",
            d => d.IdentityCheck!.Business!.Name,
            Text
        )
        .Expanded(
            "CoworkerIdentityCheckIdentityDocumentType",
            "CoworkerIdentityCheck_IdentityDocumentType",
            d => d.IdentityCheck!.IdentityDocumentType,
            Name<IdentityDocumentType>()
        )
        .Special(
            new DocumentNumberField<CheckDocument>(
                "CoworkerIdentityCheckIdentityDocumentNumber",
                "CoworkerIdentityCheck_IdentityDocumentNumber",
                d => d.IdentityCheck!.DocumentNumberIndex,
                d => d.IdentityCheck!.IdentityDocumentNumber
            )
        )
        .Expanded(
            "CoworkerIdentityCheckIdentityDocumentIssuedBy",
            "CoworkerIdentityCheck_IdentityDocumentIssuedBy",
            d => d.IdentityCheck!.IdentityDocumentIssuedBy,
            Text
        )
        .Expanded(
            "CoworkerIdentityCheckIdentityDocumentExpirationDate",
            "CoworkerIdentityCheck_IdentityDocumentExpirationDate",
            d => d.IdentityCheck!.IdentityDocumentExpirationDate,
            Date.OrNull()
        )
        .Expanded(
            "CoworkerIdentityCheckAddressDocumentType",
            "CoworkerIdentityCheck_AddressDocumentType",
            d => d.IdentityCheck!.AddressDocumentType,
            Name<AddressDocumentType>()
        )
        .Own("Name", d => d.Name, Text)
        .Own("PhotoFileName", d => d.PhotoFileName, Text)
        .Fixed("NewPhotoUrl", "null", "string")
        .Fixed("ClearPhotoFile", "null", "boolean")
        .Own("DocumentFileName", d => d.FrontFileName, Text)
        .Fixed("NewDocumentUrl", "null", "string")
        .Fixed("ClearDocumentFile", "null", "boolean")
        .Own("AdditionalDocumentFileName", d => d.BackFileName, Text)
        .Fixed("NewAdditionalDocumentUrl", "null", "string")
        .Fixed("ClearAdditionalDocumentFile", "null", "boolean")
        .Own("VerificationStatus", d => d.VerificationStatus, Number<VerificationStatus>())
        .Own("Notes", d => d.Notes, Text)
        .System(d => d.Name);

    /// <summary>What a slot is called on the wire: prefix of its members, and of its download address in lower case.</summary>
    public static string NameOf(Slot slot) =>
        slot switch
        {
            Slot.Photo => "Photo",
            Slot.Front => "Document",
            Slot.Back => "AdditionalDocument",
        };

    /// <summary>The slot of that name, whatever its case, or null.</summary>
    public static Slot? SlotNamed(string name) =>
        Enum.GetValues<Slot>()
            .Where(slot => NameOf(slot).Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(slot => (Slot?)slot)
            .FirstOrDefault();
}
