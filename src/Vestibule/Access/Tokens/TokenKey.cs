using Microsoft.IdentityModel.Tokens;

namespace Vestibule.Access.Tokens;

/// <summary>One epoch of token keys, opened.</summary>
internal sealed record TokenKey(
    int Epoch,
    ECDsaSecurityKey Signing,
    SymmetricSecurityKey Encryption,
    DateTimeOffset SignsFrom
)
{
    public SigningCredentials ToSign { get; } = new(Signing, SecurityAlgorithms.EcdsaSha256);

    public EncryptingCredentials ToEncrypt { get; } =
        new(Encryption, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512);
}
