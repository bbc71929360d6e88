namespace Vestibule.Vault;

/// <summary>A key of the network, wrapped by the master key. Its primary key lets two first uses end with one key.</summary>
public sealed class WrappedKey
{
    public const string Business = "Business";
    public const string Secret = "Secret";

    /// <summary><see cref="Business"/> or <see cref="Secret"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The location's GUID, or the secret's name.</summary>
    public required string Id { get; init; }
    public required int Version { get; init; }

    /// <summary>The master key that wrapped it; that one cannot retire while a row names it.</summary>
    public required int MasterVersion { get; set; }
    public required byte[] Wrapped { get; set; }
    public required DateTimeOffset CreatedOn { get; init; }
}
