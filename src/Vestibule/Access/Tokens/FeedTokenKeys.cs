using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OpenIddict.Server;

namespace Vestibule.Access.Tokens;

/// <summary>Hands the token keys to OpenIddict, and again whenever they change.</summary>
internal sealed class FeedTokenKeys(TokenKeys keys)
    : IConfigureOptions<OpenIddictServerOptions>,
        IOptionsChangeTokenSource<OpenIddictServerOptions>
{
    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => keys.Changes;

    public void Configure(OpenIddictServerOptions options)
    {
        foreach (var key in keys.All)
        {
            options.SigningCredentials.Add(key.ToSign);
            options.EncryptionCredentials.Add(key.ToEncrypt);
        }
    }
}
