namespace Vestibule.Access;

/// <summary>A key as somebody wants it to be.</summary>
public sealed record ApiKeyRequest
{
    public required string Name { get; init; }

    /// <summary>Whom it will act for.</summary>
    public required long UserId { get; init; }

    /// <summary>When it stops to be good; null is never.</summary>
    public DateTimeOffset? ExpiresOn { get; init; }

    /// <summary>The permissions it is held to; null is all its user has.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>The locations it is held to; null is all its user holds.</summary>
    public IReadOnlyList<long>? Businesses { get; init; }
    public string? SystemId { get; init; }
    public string? CustomFields { get; init; }
}
