namespace Vestibule.IdentityChecks;

/// <summary>Who does the checking. Numbers are those of the API page (eIdentityCheckProvider).</summary>
public enum IdentityCheckProvider
{
    None = 0,
    Manual = 1,
    StripeIdentity = 2,
}

/// <summary>What is checked (eIdVerificationType).</summary>
public enum VerificationType
{
    None = 0,
    IdDocument = 1,
    Address = 2,
}

/// <summary>Papers that prove who somebody is (eIdentityCheckDocumentType).</summary>
public enum IdentityDocumentType
{
    None = 0,
    Passport = 1,
    DriversLicense = 2,
    IdCard = 3,
    UniformedServiceId = 4,
    CertificateOfNaturalization = 5,
    AccessCard = 6,
    MatriculaConsular = 7,
    ResidentCard = 8,
    UniversityId = 9,
    NEXUSCard = 10,
    Other = 99,
}

/// <summary>Papers that prove where somebody lives (eAddressCheckDocumentType).</summary>
public enum AddressDocumentType
{
    None = 0,
    Passport = 1,
    DriversLicense = 2,
    IdCard = 3,
    LeaseRentalAgreement = 4,
    InsurancePolicy = 5,
    Mortgage = 6,
    VehicleRegistrationCard = 7,
    VoterCard = 8,
    Other = 99,
}
