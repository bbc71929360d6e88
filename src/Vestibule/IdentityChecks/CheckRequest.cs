namespace Vestibule.IdentityChecks;

/// <summary>One of the checks a request asks for: of what kind, by whom, with which words to the member.</summary>
public sealed record Ask(
    VerificationType Type,
    IdentityCheckProvider Provider,
    string? Description
);

/// <summary>
/// A request for checks of one coworker at one location. It makes one check for each of <see cref="Asks"/>; they share
/// a group, and what is said of papers goes to the checks of that kind.
/// </summary>
public sealed record CheckRequest
{
    public required long BusinessId { get; init; }
    public required long CoworkerId { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<Ask> Asks { get; init; }
    public required IdentityDocumentType IdentityDocumentType { get; init; }
    public string? IdentityDocumentNumber { get; init; }
    public string? IdentityDocumentIssuedBy { get; init; }
    public DateOnly? IdentityDocumentExpirationDate { get; init; }
    public required AddressDocumentType AddressDocumentType { get; init; }
    public bool Billed { get; init; }
    public string? StripeVerificationSessionId { get; init; }
    public Guid? ProposalGuid { get; init; }
    public Guid? CoworkerContractGuid { get; init; }
    public Guid? ContractContactGuid { get; init; }
    public string? SystemId { get; init; }
    public string? CustomFields { get; init; }

    /// <summary>The checks asked for, not yet written.</summary>
    public IReadOnlyList<IdentityCheck> Open(DateTimeOffset at, string by)
    {
        var group = Guid.CreateVersion7(at);
        return [.. Asks.Select(ask => Open(ask, group, at, by))];
    }

    private IdentityCheck Open(Ask ask, Guid group, DateTimeOffset at, string by)
    {
        // With a single ask everything said stays on it, whatever its kind: nothing posted may be lost.
        var only = Asks.Count == 1;
        var identity = only || ask.Type is not VerificationType.Address;
        var address = only || ask.Type is VerificationType.Address;
        var stripe = ask.Provider is IdentityCheckProvider.StripeIdentity;
        return new IdentityCheck
        {
            BusinessId = BusinessId,
            CoworkerId = CoworkerId,
            Name = Name,
            IdentityCheckProvider = ask.Provider,
            VerificationType = ask.Type,
            Description = ask.Description,
            IdentityDocumentType = identity ? IdentityDocumentType : IdentityDocumentType.Other,
            IdentityDocumentNumber = identity ? IdentityDocumentNumber : null,
            IdentityDocumentIssuedBy = identity ? IdentityDocumentIssuedBy : null,
            IdentityDocumentExpirationDate = identity ? IdentityDocumentExpirationDate : null,
            AddressDocumentType = address ? AddressDocumentType : AddressDocumentType.Other,
            Billed = Billed,
            StripeVerificationSessionId = only || stripe ? StripeVerificationSessionId : null,
            LastError = stripe ? StripeNotSetUp : null,
            ProposalGuid = ProposalGuid,
            CoworkerContractGuid = CoworkerContractGuid,
            ContractContactGuid = ContractContactGuid,
            IdentityCheckGroupGuid = group,
            SystemId = SystemId,
            CustomFields = CustomFields,
            CreatedOn = at,
            UpdatedOn = at,
            UpdatedBy = by,
        };
    }

    /// <summary>What a check for Stripe says as long as its location has no account there.</summary>
    public const string StripeNotSetUp = "Stripe Identity is not set up for this location.";
}
