namespace Vestibule.IdentityChecks;

/// <summary>What a check wants before it can be submitted or approved. It is taken early and asked for late.</summary>
public static class Requirements
{
    /// <summary>Slots that must hold a file.</summary>
    public static IReadOnlyList<Slot> SlotsOf(IdentityCheck check) =>
        check switch
        {
            // Stripe keeps the files; copies of them are not wanted here.
            { IdentityCheckProvider: IdentityCheckProvider.StripeIdentity } => [],
            { VerificationType: VerificationType.Address } => [Slot.Front],
            { IdentityDocumentType: IdentityDocumentType.Passport or IdentityDocumentType.Other } =>
                [Slot.Photo, Slot.Front],
            _ => [Slot.Photo, Slot.Front, Slot.Back],
        };

    /// <summary>Whether the kind of paper is still unsaid; which slots are wanted depends on it.</summary>
    public static bool LacksDocumentType(IdentityCheck check) =>
        check.VerificationType is VerificationType.Address
            ? check.AddressDocumentType is AddressDocumentType.None
            : check.IdentityDocumentType is IdentityDocumentType.None;

    /// <summary>Required slots without a file.</summary>
    public static IReadOnlyList<Slot> Missing(HandIn handIn)
    {
        var filled = handIn.Filled;
        return [.. SlotsOf(handIn.Check).Where(slot => !filled.Contains(slot))];
    }

    /// <summary>Whether a hand-in has everything that is asked for.</summary>
    public static bool AreMet(HandIn handIn) =>
        !LacksDocumentType(handIn.Check) && Missing(handIn).Count == 0;
}
