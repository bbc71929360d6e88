using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Vestibule.Access.Tokens;

/// <summary>
/// Refuses, before anything else is done, a body that is not a form (documented as an unsupported grant) or a form that
/// cannot be read: ASP.NET throws at <c>%00</c>, at too many fields and at too long ones.
/// </summary>
internal sealed class RefuseOtherBodies : IOpenIddictServerHandler<ExtractTokenRequestContext>
{
    public async ValueTask HandleAsync(ExtractTokenRequestContext context)
    {
        var request = context.Transaction.GetHttpRequest();
        if (request is null || !HttpMethods.IsPost(request.Method))
            return;
        if (!request.HasFormContentType)
            context.Reject(TokenWords.UnsupportedGrantType);
        else if (!await IsReadable(request))
            context.Reject(Errors.InvalidRequest, "The form cannot be read.");
    }

    // What was read is kept with the request, for OpenIddict.
    private static async Task<bool> IsReadable(HttpRequest request)
    {
        try
        {
            await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}

/// <summary>
/// Makes of the vendor's request one that OpenIddict understands. There <c>client_id</c> is any label a client likes,
/// in a header or the form; here it would have to be a registered application. It is put aside, and with it everything
/// the grant has no use for.
/// </summary>
internal sealed class ReadGrant : IOpenIddictServerHandler<ExtractTokenRequestContext>
{
    private const int LongestPlainLabel = 128;

    public ValueTask HandleAsync(ExtractTokenRequestContext context)
    {
        if (context.Request is not { } request)
            return ValueTask.CompletedTask;
        switch (Text(request, Parameters.GrantType))
        {
            case GrantTypes.Password:
                ReadPassword(context, request);
                break;
            case GrantTypes.RefreshToken:
                ReadRefresh(context, request);
                break;
            case GrantTypes.ClientCredentials:
                ReadClient(context, request);
                break;
            default:
                context.Reject(TokenWords.UnsupportedGrantType);
                break;
        }
        return ValueTask.CompletedTask;
    }

    private static void ReadPassword(ExtractTokenRequestContext context, OpenIddictRequest request)
    {
        if (
            Text(request, Parameters.Username) is null
            || Text(request, Parameters.Password) is null
        )
        {
            context.Reject(TokenWords.InvalidGrant, TokenWords.WrongPassword);
            return;
        }
        var totp = request.GetParameter("totp");
        KeepAside(
            context,
            new GrantAside(
                Label(context, request),
                // A doubled code is no code: the empty string is never right, null would mean that none was sent.
                Totp: totp?.GetRawValue() is null or "" ? null : Text(request, "totp") ?? "",
                KeyId: null,
                Secret: null
            )
        );
        Keep(request, Parameters.GrantType, Parameters.Username, Parameters.Password);
    }

    private static void ReadRefresh(ExtractTokenRequestContext context, OpenIddictRequest request)
    {
        if (Text(request, Parameters.RefreshToken) is null)
        {
            context.Reject(TokenWords.InvalidGrant, TokenWords.WrongRefreshToken);
            return;
        }
        KeepAside(context, new GrantAside(Label(context, request), null, null, null));
        Keep(request, Parameters.GrantType, Parameters.RefreshToken);
    }

    // Here the id names a key of ours and not an application of OpenIddict's: the one row is the one truth.
    private static void ReadClient(ExtractTokenRequestContext context, OpenIddictRequest request)
    {
        var id = Text(request, Parameters.ClientId);
        var secret = Text(request, Parameters.ClientSecret);
        if (id is null || secret is null)
        {
            context.Reject(Errors.InvalidRequest, "The client_id and client_secret are required.");
            return;
        }
        KeepAside(context, new GrantAside("", null, id, secret));
        Keep(request, Parameters.GrantType);
    }

    private static void KeepAside(ExtractTokenRequestContext context, GrantAside aside) =>
        context.Transaction.SetProperty(typeof(GrantAside).FullName!, aside);

    private static void Keep(OpenIddictRequest request, params ReadOnlySpan<string> wanted)
    {
        foreach (var (name, _) in request.GetParameters().ToList())
            if (!wanted.Contains(name))
                request.RemoveParameter(name);
    }

    private static string Label(ExtractTokenRequestContext context, OpenIddictRequest request)
    {
        var header = context.Transaction.GetHttpRequest()?.Headers[Parameters.ClientId].ToString();
        var label = string.IsNullOrEmpty(header)
            ? Text(request, Parameters.ClientId) ?? ""
            : header;
        // Of the halves of Basic, which OpenIddict unescapes itself, one may still hold a NUL.
        return label.Length <= LongestPlainLabel && !label.Contains('\0')
            ? label
            : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(label)));
    }

    /// <summary>The parameter when it was sent once and is not empty. A doubled one is a list, and no text.</summary>
    private static string? Text(OpenIddictRequest request, string name) =>
        request.GetParameter(name)?.GetRawValue() is string { Length: > 0 } text ? text : null;
}

/// <summary>What of a token request is ours to judge and not OpenIddict's.</summary>
internal sealed record GrantAside(string Label, string? Totp, string? KeyId, string? Secret)
{
    public static GrantAside Of(OpenIddictServerTransaction transaction) =>
        transaction.GetProperty<GrantAside>(typeof(GrantAside).FullName!)
        ?? throw new InvalidOperationException("The request was not read by ReadGrant.");
}
