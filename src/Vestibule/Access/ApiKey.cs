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
}
