using System.ComponentModel.DataAnnotations.Schema;
using Vestibule.Journal;
using Vestibule.People;

namespace Vestibule.IdentityChecks;

/// <summary>
/// One question to one coworker at one location: who are you, or where do you live. Its status changes only
/// through <see cref="Lifecycle"/>; its papers are <see cref="CheckDocument"/> rows.
/// </summary>
public sealed record IdentityCheck : Record
{
    public required long BusinessId { get; init; }
    public Business? Business { get; init; }
    public required long CoworkerId { get; init; }
    public Coworker? Coworker { get; init; }

    [Personal]
    public required string Name { get; init; }
    public IdentityCheckProvider IdentityCheckProvider { get; init; } =
        IdentityCheckProvider.Manual;
    public IdentityDocumentType IdentityDocumentType { get; init; } = IdentityDocumentType.Other;

    /// <summary>In clear only in memory, after opening <see cref="SealedDocumentNumber"/>.</summary>
    [NotMapped, Personal]
    public string? IdentityDocumentNumber { get; init; }

    [NotJournaled]
    public byte[]? SealedDocumentNumber { get; init; }

    /// <summary>Keyed digest of the normalised number: equality can be asked without opening anything.</summary>
    [NotJournaled]
    public byte[]? DocumentNumberIndex { get; init; }

    [Personal]
    public string? IdentityDocumentIssuedBy { get; init; }

    /// <summary>A civil date, judged in the location's time zone.</summary>
    [Personal]
    public DateOnly? IdentityDocumentExpirationDate { get; init; }
    public AddressDocumentType AddressDocumentType { get; init; } = AddressDocumentType.Other;
    public VerificationType VerificationType { get; init; } = VerificationType.IdDocument;

    /// <summary>The member sees this.</summary>
    [Personal]
    public string? Description { get; init; }
    public VerificationStatus VerificationStatus { get; init; } = VerificationStatus.Pending;

    /// <summary>Why it failed, in words the member sees.</summary>
    [Personal]
    public string? LastError { get; init; }
    public bool Billed { get; init; }
    public Guid? ProposalGuid { get; init; }
    public Guid? CoworkerContractGuid { get; init; }
    public Guid? ContractContactGuid { get; init; }
    public string? StripeVerificationSessionId { get; init; }

    /// <summary>Ties the checks that were asked for in one request.</summary>
    public Guid? IdentityCheckGroupGuid { get; init; }

    /// <summary>Number of the hand-in last judged or now open; documents carry the number they belong to.</summary>
    [NotJournaled]
    public int HandIn { get; init; } = 1;
}
