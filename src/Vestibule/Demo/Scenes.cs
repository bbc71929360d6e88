using Vestibule.IdentityChecks;
using static Vestibule.IdentityChecks.IdentityCheckProvider;
using static Vestibule.IdentityChecks.VerificationType;

namespace Vestibule.Demo;

/// <summary>One thing that happens to a check of the demo world.</summary>
internal abstract record Act
{
    private Act() { }

    public sealed record HandIn(IReadOnlyList<Slot> Slots) : Act;

    public sealed record Do(MoveRequest Request) : Act;
}

/// <summary>One check of the demo world and how it came to stand where it stands.</summary>
internal sealed record Scene(
    string Name,
    VerificationType Type,
    IReadOnlyList<Act> Acts,
    IdentityDocumentType Paper = IdentityDocumentType.Passport,
    AddressDocumentType AddressPaper = AddressDocumentType.Other,
    IdentityCheckProvider Provider = Manual,
    string? Number = null,
    string? Words = null
);

/// <summary>The twenty checks of the demo world.</summary>
internal static class Scenes
{
    private static readonly Act Passport = new Act.HandIn([Slot.Photo, Slot.Front]);
    private static readonly Act Card = new Act.HandIn([Slot.Photo, Slot.Front, Slot.Back]);
    private static readonly Act FaceOnly = new Act.HandIn([Slot.Photo]);
    private static readonly Act Paper = new Act.HandIn([Slot.Front]);
    private static readonly Act Verify = new Act.Do(new MoveRequest(Move.Approve));
    private static readonly Act Cancel = new Act.Do(new MoveRequest(Move.Cancel));
    private static readonly Act Reopen = new Act.Do(
        new MoveRequest(Move.Reopen, Reason: "Second opinion asked for")
    );
    private static readonly Act Seen = new Act.Do(
        new MoveRequest(
            Move.Submit,
            Inspection: new InspectionRequest(
                "Front desk",
                "Looked at the original",
                new DateOnly(2026, 1, 15)
            )
        )
    );

    public static readonly IReadOnlyList<Scene> All =
    [
        new("Passport check", IdDocument, [], Words: "Colour scan of the photo page, please."),
        new("Passport check", IdDocument, [Passport], Number: "SPEC10001"),
        new(
            "Identity card check",
            IdDocument,
            [Card, Verify],
            IdentityDocumentType.IdCard,
            Number: "SPEC10002"
        ),
        new(
            "Passport check",
            IdDocument,
            [Passport, Reject("The photo is blurred. Please take it again in daylight.")],
            Number: "SPEC10003"
        ),
        new("Passport check", IdDocument, [Cancel]),
        new(
            "Proof of address",
            Address,
            [],
            AddressPaper: AddressDocumentType.LeaseRentalAgreement
        ),
        new(
            "Proof of address",
            Address,
            [Paper],
            AddressPaper: AddressDocumentType.InsurancePolicy
        ),
        new(
            "Proof of address",
            Address,
            [Paper, Verify],
            AddressPaper: AddressDocumentType.Mortgage
        ),
        new(
            "Proof of address",
            Address,
            [Paper, Reject("The page does not show your name.")],
            AddressPaper: AddressDocumentType.VoterCard
        ),
        new("Driving licence check", IdDocument, [FaceOnly], IdentityDocumentType.DriversLicense),
        new(
            "Driving licence check",
            IdDocument,
            [Card],
            IdentityDocumentType.DriversLicense,
            Number: "SPEC10004"
        ),
        new("Stripe identity check", IdDocument, [], Provider: StripeIdentity),
        new(
            "Passport check",
            IdDocument,
            [Passport, Reject("The corner is cut off."), Passport],
            Number: "SPEC10005"
        ),
        new(
            "Passport check",
            IdDocument,
            [Passport, Reject("The corner is cut off."), Passport, Verify],
            Number: "SPEC10006"
        ),
        new(
            "Residence card check",
            IdDocument,
            [Card, Verify, Reopen],
            IdentityDocumentType.ResidentCard,
            Number: "SPEC10007"
        ),
        new("Passport check at the desk", IdDocument, [Seen]),
        new("Passport check at the desk", IdDocument, [Seen, Verify]),
        new("Student card check", IdDocument, [Card, Cancel], IdentityDocumentType.UniversityId),
        new(
            "Proof of address",
            Address,
            [Cancel],
            AddressPaper: AddressDocumentType.LeaseRentalAgreement
        ),
        new("Passport check", IdDocument, [Passport, Verify], Number: "SPEC10008"),
    ];

    private static Act.Do Reject(string words) => new(new MoveRequest(Move.Reject, words));
}
