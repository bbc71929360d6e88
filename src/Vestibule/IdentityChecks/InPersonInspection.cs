namespace Vestibule.IdentityChecks;

/// <summary>Papers were looked at across a desk instead of being handed in as files: who saw them, how, and when.</summary>
public sealed record InPersonInspection
{
    public long Id { get; set; }
    public required long IdentityCheckId { get; init; }
    public required int HandIn { get; init; }
    public required string Witness { get; init; }
    public required string Method { get; init; }
    public required DateOnly InspectedOn { get; init; }
    public required DateTimeOffset CreatedOn { get; init; }
}
