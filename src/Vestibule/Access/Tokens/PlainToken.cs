using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Vestibule.Access.Tokens;

/// <summary>
/// Whether a token is one as we write them. The library reads over what it does not know, a <c>crit</c> that it must not
/// (RFC 7515 section 4.1.11) and a member that comes twice included.
/// </summary>
internal static class PlainToken
{
    private static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    public static bool Is(JsonWebToken token) =>
        Names(token.EncodedHeader) is { } head
        && head.All(name => name is "alg" or "kid" or "typ")
        && Names(token.EncodedPayload) is not null;

    // A parser says by an exception that a member comes twice; here that is an answer.
    private static List<string>? Names(string part)
    {
        try
        {
            using var json = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(part), Once);
            return [.. json.RootElement.EnumerateObject().Select(member => member.Name)];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
