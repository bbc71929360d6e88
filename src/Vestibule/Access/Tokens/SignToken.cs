using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Vestibule.Access.Tokens;

/// <summary>Access tokens are checked by their signature alone: no row is kept of them.</summary>
internal sealed class KeepNoRow : IOpenIddictServerHandler<GenerateTokenContext>
{
    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType == TokenTypeIdentifiers.AccessToken)
            context.CreateTokenEntry = false;
        return ValueTask.CompletedTask;
    }
}

/// <summary>Signs with the current key by name. OpenIddict takes the first of a list whose order it does not promise.</summary>
internal sealed class SignWithCurrent(TokenKeys keys)
    : IOpenIddictServerHandler<GenerateTokenContext>
{
    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        var key = keys.Current;
        context.SigningCredentials = key.ToSign;
        if (context.EncryptionCredentials is not null)
            context.EncryptionCredentials = key.ToEncrypt;
        return ValueTask.CompletedTask;
    }
}
