namespace Vestibule.People;

/// <summary>A coworker as somebody wants it to be.</summary>
/// <param name="Coworker">Its invoicing location is 0 when none was named.</param>
/// <param name="Businesses">All its locations, or null to leave them as they are.</param>
public sealed record CoworkerRequest(Coworker Coworker, IReadOnlyList<long>? Businesses);
