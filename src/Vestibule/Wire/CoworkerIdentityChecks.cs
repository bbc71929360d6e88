using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.IdentityChecks;
using Vestibule.People;
using static Vestibule.Wire.WireTypes;

namespace Vestibule.Wire;

/// <summary>Checks as the API shows them: members and their order are those of its get-one page.</summary>
public static class CoworkerIdentityChecks
{
    public static readonly Resource<IdentityCheck> Resource = new Resource<IdentityCheck>(
        Entities.Check,
        "/api/spaces/coworkeridentitychecks"
    )
    {
        Rows = db => db.IdentityChecks.Include(c => c.Business).Include(c => c.Coworker),
        SeenBy = businesses => check => businesses.Contains(check.BusinessId),
        Open = async (services, checks, cancelled) =>
            await services.GetRequiredService<DocumentNumbers>().Open(checks, cancelled),
    }
        .Own("BusinessId", c => c.BusinessId, Id)
        .Expanded("BusinessName", "Business_Name", c => c.Business!.Name, Text)
        .Own("CoworkerId", c => c.CoworkerId, Id)
        .Expanded("CoworkerFullName", "Coworker_FullName", c => c.Coworker!.FullName, Text)
        .Expanded(
            "CoworkerCoworkerType",
            "Coworker_CoworkerType",
            c => c.Coworker!.CoworkerType,
            Name<CoworkerType>()
        )
        .Expanded("CoworkerCompanyName", "Coworker_CompanyName", c => c.Coworker!.CompanyName, Text)
        .Expanded("CoworkerBillingName", "Coworker_BillingName", c => c.Coworker!.BillingName, Text)
        .Own("Name", c => c.Name, Text)
        .Own("IdentityCheckProvider", c => c.IdentityCheckProvider, Number<IdentityCheckProvider>())
        .Own("IdentityDocumentType", c => c.IdentityDocumentType, Number<IdentityDocumentType>())
        .Special(
            new DocumentNumberField<IdentityCheck>(
                "IdentityDocumentNumber",
                "IdentityDocumentNumber",
                c => c.DocumentNumberIndex,
                c => c.IdentityDocumentNumber
            )
        )
        .Own("IdentityDocumentIssuedBy", c => c.IdentityDocumentIssuedBy, Text)
        .Own("IdentityDocumentExpirationDate", c => c.IdentityDocumentExpirationDate, Date.OrNull())
        .Own("AddressDocumentType", c => c.AddressDocumentType, Number<AddressDocumentType>())
        .Own("VerificationType", c => c.VerificationType, Number<VerificationType>())
        .Own("Description", c => c.Description, Text)
        .Own("VerificationStatus", c => c.VerificationStatus, Number<VerificationStatus>())
        .Own("LastError", c => c.LastError, Text)
        .Own("Billed", c => c.Billed, Flag)
        .Own("ProposalGuid", c => c.ProposalGuid, Key.OrNull())
        .Own("CoworkerContractGuid", c => c.CoworkerContractGuid, Key.OrNull())
        .Own("ContractContactGuid", c => c.ContractContactGuid, Key.OrNull())
        .Own("StripeVerificationSessionId", c => c.StripeVerificationSessionId, Text)
        .Own("IdentityCheckGroupGuid", c => c.IdentityCheckGroupGuid, Key.OrNull())
        .Constant(
            "IdentityCheckProvider1",
            IdentityCheckProvider.None,
            Number<IdentityCheckProvider>()
        )
        .Constant("VerificationType1", VerificationType.None, Number<VerificationType>())
        .Constant("Description1", null, Text)
        .Constant(
            "IdentityCheckProvider2",
            IdentityCheckProvider.None,
            Number<IdentityCheckProvider>()
        )
        .Constant("VerificationType2", VerificationType.None, Number<VerificationType>())
        .Constant("Description2", null, Text)
        .System(c => c.Name);
}
