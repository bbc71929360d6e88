using Vestibule.IdentityChecks;

namespace Vestibule.Wire;

/// <summary>
/// The bodies of creating and updating a check. Errors come in the order of the create page: BusinessId, CoworkerId,
/// Name, then as its optional fields are listed.
/// </summary>
public static class CoworkerIdentityCheckBody
{
    /// <summary>What is asked for, or null and why not.</summary>
    /// <param name="imports">A full administrator may bring along the links of records moved from elsewhere.</param>
    public static CheckRequest? ReadCreate(
        Body body,
        bool imports,
        out IReadOnlyList<FieldError> errors
    )
    {
        var read = new Reading(body);
        var request = new CheckRequest
        {
            BusinessId = read.RequiredId("BusinessId"),
            CoworkerId = read.RequiredId("CoworkerId"),
            Name = read.RequiredText("Name"),
            Asks = [],
            IdentityDocumentType = IdentityDocumentType.Other,
            AddressDocumentType = AddressDocumentType.Other,
        };
        var provider =
            read.Enum<IdentityCheckProvider>("IdentityCheckProvider")
            ?? IdentityCheckProvider.Manual;
        var identityType = read.Enum<IdentityDocumentType>("IdentityDocumentType");
        request = request with
        {
            IdentityDocumentType = identityType ?? IdentityDocumentType.Other,
            IdentityDocumentNumber = read.Text("IdentityDocumentNumber", Reading.LongestName),
            IdentityDocumentIssuedBy = read.Text("IdentityDocumentIssuedBy", Reading.LongestName),
            IdentityDocumentExpirationDate = read.Date("IdentityDocumentExpirationDate"),
        };
        var addressType = read.Enum<AddressDocumentType>("AddressDocumentType");
        var description = read.Text("Description");
        var type = Default(
            read.Enum<VerificationType>("VerificationType"),
            identityType,
            addressType
        );
        request = request with
        {
            AddressDocumentType = addressType ?? AddressDocumentType.Other,
            Billed = read.Flag("Billed") ?? false,
            StripeVerificationSessionId = read.Text(
                "StripeVerificationSessionId",
                Reading.LongestName
            ),
            Asks = Triplets(read, description) is { Count: > 0 } asks
                ? asks
                : Single(read, type, provider, description),
            ProposalGuid = imports ? read.Key("ProposalGuid") : null,
            CoworkerContractGuid = imports ? read.Key("CoworkerContractGuid") : null,
            ContractContactGuid = imports ? read.Key("ContractContactGuid") : null,
            SystemId = read.Text("SystemId", Reading.LongestName),
            CustomFields = read.Custom(),
        };
        errors = read.Errors;
        return read.Failed ? null : request;
    }

    /// <summary>The check as a PUT wants it, or null and why not. What a check keeps for life is compared, not taken.</summary>
    /// <remarks>
    /// A member left out is cleared, except where clearing would undo what other operations have decided: type, status and
    /// the link to a running Stripe session stay, and on a closed check everything that may not change any more stays.
    /// </remarks>
    public static IdentityCheck? ReadUpdate(
        Body body,
        IdentityCheck stored,
        out IReadOnlyList<FieldError> errors
    )
    {
        var read = new Reading(body);
        var (business, coworker) = (read.RequiredId("BusinessId"), read.RequiredId("CoworkerId"));
        Same(read, "BusinessId", business, stored.BusinessId);
        Same(read, "CoworkerId", coworker, stored.CoworkerId);
        var name = read.RequiredText("Name");
        var changed = stored with
        {
            Name = name,
            IdentityCheckProvider =
                read.Enum<IdentityCheckProvider>("IdentityCheckProvider")
                ?? Kept(stored, stored.IdentityCheckProvider, IdentityCheckProvider.Manual),
            IdentityDocumentType =
                read.Enum<IdentityDocumentType>("IdentityDocumentType")
                ?? Settled(stored, stored.IdentityDocumentType, IdentityDocumentType.Other),
            IdentityDocumentNumber = Left(
                read,
                stored,
                "IdentityDocumentNumber",
                stored.IdentityDocumentNumber
            ),
            IdentityDocumentIssuedBy = Left(
                read,
                stored,
                "IdentityDocumentIssuedBy",
                stored.IdentityDocumentIssuedBy
            ),
            IdentityDocumentExpirationDate = Closed(read, stored, "IdentityDocumentExpirationDate")
                ? stored.IdentityDocumentExpirationDate
                : read.Date("IdentityDocumentExpirationDate"),
            AddressDocumentType =
                read.Enum<AddressDocumentType>("AddressDocumentType")
                ?? Settled(stored, stored.AddressDocumentType, AddressDocumentType.Other),
            Description = read.Text("Description"),
            Billed = read.Flag("Billed") ?? false,
            StripeVerificationSessionId =
                read.Text("StripeVerificationSessionId", Reading.LongestName)
                ?? Kept(stored, stored.StripeVerificationSessionId, null),
            SystemId = read.Text("SystemId", Reading.LongestName),
            CustomFields = read.Custom(),
        };
        if (read.Enum<VerificationType>("VerificationType") is { } type)
        {
            Same(read, "VerificationType", type, stored.VerificationType);
        }

        Guard(read, stored, changed);
        errors = read.Errors;
        return read.Failed ? null : changed;
    }

    private static void Guard(Reading read, IdentityCheck stored, IdentityCheck changed)
    {
        if (
            changed is
            {
                VerificationType: VerificationType.Address,
                IdentityCheckProvider: IdentityCheckProvider.StripeIdentity
            }
        )
        {
            read.Refuse("IdentityCheckProvider", AddressByStripe);
        }

        if (HasLiveAttempt(stored))
        {
            Same(
                read,
                "IdentityCheckProvider",
                changed.IdentityCheckProvider,
                stored.IdentityCheckProvider
            );
            Same(
                read,
                "StripeVerificationSessionId",
                changed.StripeVerificationSessionId,
                stored.StripeVerificationSessionId
            );
        }

        if (stored.VerificationStatus.IsClosed)
        {
            Same(
                read,
                "IdentityCheckProvider",
                changed.IdentityCheckProvider,
                stored.IdentityCheckProvider
            );
            Same(
                read,
                "IdentityDocumentType",
                changed.IdentityDocumentType,
                stored.IdentityDocumentType
            );
            Same(
                read,
                "IdentityDocumentNumber",
                changed.IdentityDocumentNumber,
                stored.IdentityDocumentNumber
            );
            Same(
                read,
                "IdentityDocumentIssuedBy",
                changed.IdentityDocumentIssuedBy,
                stored.IdentityDocumentIssuedBy
            );
            Same(
                read,
                "IdentityDocumentExpirationDate",
                changed.IdentityDocumentExpirationDate,
                stored.IdentityDocumentExpirationDate
            );
            Same(
                read,
                "AddressDocumentType",
                changed.AddressDocumentType,
                stored.AddressDocumentType
            );
            Same(
                read,
                "StripeVerificationSessionId",
                changed.StripeVerificationSessionId,
                stored.StripeVerificationSessionId
            );
        }
    }

    internal static void Same<V>(Reading read, string member, V sent, V stored)
    {
        if (
            !EqualityComparer<V>.Default.Equals(sent, stored)
            && !read.Errors.Any(error => error.Property == member)
        )
        {
            read.Refuse(member, "cannot be changed");
        }
    }

    private const string AddressByStripe =
        "cannot be StripeIdentity for an address; Stripe checks identity documents only";

    private static VerificationType Default(
        VerificationType? said,
        IdentityDocumentType? identity,
        AddressDocumentType? address
    )
    {
        var saysAddress =
            address is not (null or AddressDocumentType.None or AddressDocumentType.Other);
        return said
            ?? (
                saysAddress && identity is null
                    ? VerificationType.Address
                    : VerificationType.IdDocument
            );
    }

    private static IReadOnlyList<Ask> Single(
        Reading read,
        VerificationType type,
        IdentityCheckProvider provider,
        string? description
    )
    {
        if (type is VerificationType.Address && provider is IdentityCheckProvider.StripeIdentity)
        {
            read.Refuse("IdentityCheckProvider", AddressByStripe);
        }

        return [new Ask(type, provider, description)];
    }

    private static List<Ask> Triplets(Reading read, string? description)
    {
        var asks = new List<Ask>();
        for (var n = 1; n <= 2; n++)
        {
            var provider =
                read.Enum<IdentityCheckProvider>($"IdentityCheckProvider{n}")
                ?? IdentityCheckProvider.None;
            var type = read.Enum<VerificationType>($"VerificationType{n}") ?? VerificationType.None;
            var words = read.Text($"Description{n}");
            if (provider is IdentityCheckProvider.None && type is VerificationType.None)
            {
                continue;
            }

            var kind =
                type is not VerificationType.None ? type
                : n == 1 ? VerificationType.IdDocument
                : VerificationType.Address;
            if (
                kind is VerificationType.Address
                && provider is IdentityCheckProvider.StripeIdentity
            )
            {
                read.Refuse($"IdentityCheckProvider{n}", AddressByStripe);
            }

            asks.Add(
                new Ask(
                    kind,
                    provider is IdentityCheckProvider.None
                        ? IdentityCheckProvider.Manual
                        : provider,
                    words ?? description
                )
            );
        }

        return asks;
    }

    private static bool HasLiveAttempt(IdentityCheck check) =>
        check
            is {
                IdentityCheckProvider: IdentityCheckProvider.StripeIdentity,
                StripeVerificationSessionId: not null
            };

    private static bool Closed(Reading read, IdentityCheck stored, string member) =>
        stored.VerificationStatus.IsClosed && !read.Has(member);

    private static V Kept<V>(IdentityCheck stored, V value, V cleared) =>
        HasLiveAttempt(stored) ? value : Settled(stored, value, cleared);

    private static V Settled<V>(IdentityCheck stored, V value, V cleared) =>
        stored.VerificationStatus.IsClosed ? value : cleared;

    private static string? Left(Reading read, IdentityCheck stored, string member, string? value) =>
        Closed(read, stored, member) ? value : read.Text(member, Reading.LongestName);
}
