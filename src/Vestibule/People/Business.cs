namespace Vestibule.People;

/// <summary>A location of the network: checks, coworkers and user roles belong to one.</summary>
public sealed record Business : Record
{
    public required string Name { get; init; }

    /// <summary>The location at the head of the network; null for that one itself.</summary>
    public long? RootLocationId { get; init; }
    public string? WebAddress { get; init; }
    public string? Address { get; init; }
    public string? TownCity { get; init; }
    public string? PostalCode { get; init; }
    public long? CountryId { get; init; }
    public Country? Country { get; init; }
    public long? CurrencyId { get; init; }
    public Currency? Currency { get; init; }
    public long? SimpleTimeZoneId { get; init; }
    public SimpleTimeZone? SimpleTimeZone { get; init; }
    public string? EmailContact { get; init; }
    public string? Phone { get; init; }
    public string? DefaultLanguage { get; init; }
}
