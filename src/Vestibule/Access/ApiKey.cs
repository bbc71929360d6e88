using System.ComponentModel.DataAnnotations.Schema;
using Vestibule.Journal;

namespace Vestibule.Access;

/// <summary>
/// A 256-bit secret with which a program acts for a user: as HTTP Basic (key id and secret), or traded for a token
/// with <c>client_credentials</c>. Only a digest is kept; nothing slower is needed for a secret no one can guess.
/// </summary>
public sealed record ApiKey : Record
{
    /// <summary>Public half, <c>vk_…</c>; the user name of HTTP Basic and the <c>client_id</c> of OAuth.</summary>
    public required string KeyId { get; init; }
    public required byte[] SecretSha256 { get; init; }
    public required string Name { get; init; }
    public required long UserId { get; init; }
    public User? User { get; init; }
    public DateTimeOffset? ExpiresOn { get; init; }
    public DateTimeOffset? RevokedOn { get; init; }

    /// <summary>The permissions it is held to, one a line, sorted; null is all its user has.</summary>
    public string? RoleNames { get; init; }

    /// <summary>The locations it is held to, by number, one a line; null is all its user holds.</summary>
    public string? BusinessIds { get; init; }

    /// <summary>The key whose bearer made this one: it ends with that key. Null when a person made it.</summary>
    public long? MadeWithId { get; init; }

    /// <summary>To the hour: noting every request would cost each of them a write.</summary>
    [NotJournaled]
    public DateTimeOffset? LastUsedOn { get; init; }

    [NotMapped]
    public IReadOnlyList<string>? Roles =>
        RoleNames?.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [NotMapped]
    public IReadOnlyList<long>? Businesses =>
        BusinessIds is null
            ? null
            :
            [
                .. BusinessIds
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(long.Parse),
            ];
}
