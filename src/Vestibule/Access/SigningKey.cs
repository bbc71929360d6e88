namespace Vestibule.Access;

/// <summary>One epoch of token keys: a signing key (ES256, PKCS#8) and an encryption key (256 bit), both wrapped by the master key.</summary>
public sealed class SigningKey
{
    public long Id { get; init; }

    /// <summary>Unique: two first starts at once end with one key.</summary>
    public required int Epoch { get; init; }
    public required string KeyId { get; init; }
    public required byte[] WrappedSigningKey { get; init; }
    public required byte[] WrappedEncryptionKey { get; init; }
    public required DateTimeOffset SignsFrom { get; init; }
    public required DateTimeOffset CreatedOn { get; init; }
}

/// <summary>
/// One row, raised inside every transaction that changes who may do what. A row rather than a sequence, because its
/// lock makes the order of numbers the order of commits; and such a change is judged by what stood at one version and
/// written only if that still stands, so two of them cannot each take away what the other relied on.
/// </summary>
public sealed class AccessVersion
{
    public int Id { get; init; } = 1;
    public int Version { get; set; }
}

/// <summary>The one live chain of refresh tokens a client label has: a newer sign-in with the same label ends the older.</summary>
public sealed class RefreshLabel
{
    public required long UserId { get; init; }
    public required string Label { get; init; }
    public required string AuthorizationId { get; set; }
}
