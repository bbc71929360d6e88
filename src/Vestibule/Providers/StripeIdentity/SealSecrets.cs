using System.Security.Cryptography;
using System.Text;
using Vestibule.Vault;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Seals the keys and webhook secrets of a location under a secret of the network, each for its own place.</summary>
public sealed class SealSecrets(KeyRing ring)
{
    private const string Name = "stripe";

    public Task<byte[]> Key(StripeAccount account, string key, CancellationToken cancelled) =>
        Seal(account, "StripeKey", key, cancelled);

    public Task<byte[]> Webhooks(
        StripeAccount account,
        IEnumerable<string> secrets,
        CancellationToken cancelled
    ) => Seal(account, "StripeWebhook", string.Join('\n', secrets), cancelled);

    public async Task<string?> OpenKey(StripeAccount account, CancellationToken cancelled) =>
        account.SealedKey is { } wrapped
            ? await Open(account, "StripeKey", wrapped, cancelled)
            : null;

    public async Task<IReadOnlyList<string>> OpenWebhooks(
        StripeAccount account,
        CancellationToken cancelled
    ) =>
        account.SealedWebhookSecrets is { } wrapped
            ? (await Open(account, "StripeWebhook", wrapped, cancelled)).Split('\n')
            : [];

    private async Task<byte[]> Seal(
        StripeAccount account,
        string kind,
        string text,
        CancellationToken cancelled
    )
    {
        var secret = await ring.SecretAsync(Name, cancelled);
        var bytes = Encoding.UTF8.GetBytes(text);
        var wrapped = Wrapping.Wrap(secret, KeyName.Secret(Name, 1), Place(account, kind), bytes);
        CryptographicOperations.ZeroMemory(bytes);
        CryptographicOperations.ZeroMemory(secret);
        return wrapped;
    }

    private async Task<string> Open(
        StripeAccount account,
        string kind,
        byte[] wrapped,
        CancellationToken cancelled
    )
    {
        var secret = await ring.SecretAsync(Name, cancelled);
        var bytes = Wrapping.Unwrap(secret, KeyName.Secret(Name, 1), Place(account, kind), wrapped);
        CryptographicOperations.ZeroMemory(secret);
        var text = Encoding.UTF8.GetString(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return text;
    }

    private static KeyName Place(StripeAccount account, string kind) =>
        new(kind, account.UniqueId.ToString("N"));
}
