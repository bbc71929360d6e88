namespace Vestibule.People;

/// <summary>A country, as reference data (ISO 3166-1).</summary>
public sealed record Country : Record
{
    public required string Name { get; init; }
    public required string TwoLetterCode { get; init; }
}

/// <summary>A currency, as reference data (ISO 4217).</summary>
public sealed record Currency : Record
{
    public required string Name { get; init; }
    public required string Code { get; init; }

    /// <summary>A .NET number format such as <c>€0.00</c>.</summary>
    public required string Format { get; init; }
}

/// <summary>A time zone, as reference data (IANA name).</summary>
public sealed record SimpleTimeZone : Record
{
    /// <summary>IANA name, e.g. <c>Europe/Madrid</c>.</summary>
    public required string Name { get; init; }
    public required string Description { get; init; }

    /// <summary>Standard-time offset from UTC in hours.</summary>
    public required double TimeOffset { get; init; }
    public required bool UsesSummerTime { get; init; }
}
