using System.ComponentModel.DataAnnotations.Schema;
using System.Linq.Expressions;
using Vestibule.Journal;

namespace Vestibule.People;

/// <summary>What kind of customer a record stands for (eCoworkerRecordType).</summary>
public enum CoworkerType
{
    Individual = 1,
    Company = 2,
}

/// <summary>As the vendor's records count it.</summary>
public enum Gender
{
    None = 0,
    NotSet = 1,
    Male = 2,
    Female = 3,
    Other = 4,
    RatherNotSay = 5,
}

/// <summary>Which tax rate applies to a customer.</summary>
public enum TaxRateType
{
    Default = 1,
    Reduced = 2,
    Exempt = 3,
}

/// <summary>A member or customer: the person whose papers are checked.</summary>
public sealed record Coworker : Record
{
    public CoworkerType CoworkerType { get; init; } = CoworkerType.Individual;

    [Personal]
    public required string FullName { get; init; }

    [Personal]
    public string? Salutation { get; init; }

    [Personal]
    public Gender Gender { get; init; } = Gender.NotSet;

    [Personal]
    public string? Email { get; init; }
    public long? UserId { get; init; }

    /// <summary>Name of that user, where it was looked up.</summary>
    [NotMapped, NotJournaled]
    public string? UserFullName { get; init; }

    [Personal]
    public string? CompanyName { get; init; }

    [Personal]
    public string? BillingName { get; init; }

    [Personal]
    public string? BillingEmail { get; init; }

    /// <summary>The location that bills this customer, and the one it belongs to when it holds no other.</summary>
    public required long InvoicingBusinessId { get; init; }
    public Business? InvoicingBusiness { get; init; }
    public long? CountryId { get; init; }
    public long? SimpleTimeZoneId { get; init; }
    public bool Active { get; init; } = true;
    public bool Archived { get; init; }
    public DateTimeOffset? RegistrationDate { get; init; }

    [Personal]
    public DateOnly? DateOfBirth { get; init; }

    [Personal]
    public string? MobilePhone { get; init; }

    [Personal]
    public string? Address { get; init; }

    [Personal]
    public string? PostCode { get; init; }

    [Personal]
    public string? CityName { get; init; }

    [Personal]
    public string? State { get; init; }
    public TaxRateType TaxRateType { get; init; } = TaxRateType.Default;

    /// <summary>Further locations where this customer may be checked.</summary>
    // A list that can grow: rows read from the database fill the one that is here.
    public IReadOnlyList<CoworkerBusiness> Businesses { get; init; } = new List<CoworkerBusiness>();

    /// <summary>Every location this customer belongs to, the invoicing one first.</summary>
    [NotMapped]
    public IReadOnlyList<long> Locations =>
        [
            InvoicingBusinessId,
            .. Businesses
                .Select(link => link.BusinessId)
                .Where(id => id != InvoicingBusinessId)
                .Order(),
        ];

    /// <summary>The same as one text, so that the journal can tell of it.</summary>
    [NotMapped]
    public string LocationIds => string.Join(',', Locations);

    /// <summary>Whether this customer may be checked for that location.</summary>
    public bool BelongsTo(long businessId) => IsAt(id => id == businessId);

    /// <summary>Whether any of this customer's locations is one of those.</summary>
    public bool IsAt(Func<long, bool> location) =>
        location(InvoicingBusinessId) || Businesses.Any(link => location(link.BusinessId));

    /// <summary>The same as <see cref="IsAt"/>, to be asked of the database.</summary>
    public static Expression<Func<Coworker, bool>> AtAnyOf(IReadOnlySet<long> locations) =>
        coworker =>
            locations.Contains(coworker.InvoicingBusinessId)
            || coworker.Businesses.Any(link => locations.Contains(link.BusinessId));
}

/// <summary>This coworker belongs to that location.</summary>
public sealed record CoworkerBusiness
{
    public required long CoworkerId { get; init; }
    public required long BusinessId { get; init; }
}
