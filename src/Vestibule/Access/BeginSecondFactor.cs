using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary>
/// <c>POST /api/vestibule/me/secondfactor</c>: a seed for an authenticator app, a warning about programs that sign in
/// with the password, and an API key for them when one is asked for. Nothing changes before a code has confirmed it.
/// </summary>
internal static class BeginSecondFactor
{
    /// <summary>Said before it is too late: programs cannot type codes.</summary>
    public const string Warning =
        "Once a code has confirmed this, programs that sign in as you with e-mail and password stop: HTTP Basic, and "
        + "grant_type=password without totp. Tokens they hold end too. Give them an API key first: name one in KeyName "
        + "here, or make one at /api/vestibule/apikeys.";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(OwnFactor.Path, Handle).AnsweredOnce(Repeatable.NotShownAgain);

    private static async Task<IResult> Handle([AsParameters] OwnFactor own, SaveApiKey keys)
    {
        var caller = own.Caller;
        var read = new Reading(own.Body);
        var keyName = read.Text("KeyName", Reading.LongestName);
        if (keyName is not null && !caller.Has(ApiKeys.Resource.Role("Create")))
            read.Refuse(
                "KeyName",
                $"asks for a key, and the permission {ApiKeys.Resource.Role("Create")} is needed for one"
            );
        if (read.Failed)
            return Envelope.Refused(read.Errors);
        if (await own.Refusal(withCode: false) is { } refusal)
            return refusal;
        if (keyName is null)
            return await Begin(own, caller, (null, null));
        var secret = KeySecret.Make();
        var asked = new ApiKeyRequest { Name = keyName, UserId = caller.Grants.UserId };
        // The key first, and the request is remembered with it: a twin that comes too late gives no other seed.
        return await keys.Create(asked, secret, caller, own.At, own.Cancelled) switch
        {
            Saved<ApiKey>.Done(var key) => await Begin(
                own,
                caller with
                {
                    OnceUnder = null,
                },
                (key, secret)
            ),
            var not => WriteRequest.Refusal(not, own.Body),
        };
    }

    private static async Task<IResult> Begin(
        OwnFactor own,
        Caller caller,
        (ApiKey?, KeySecret?) made
    )
    {
        var seed = SaveSecondFactor.NewSeed();
        var saved = await own.Save.Begin(caller, seed, own.At, own.Cancelled);
        return saved is Saved<User>.Done ? Begun(own, seed, made) : OwnFactor.Refusal(saved);
    }

    private static IResult Begun(OwnFactor own, byte[] seed, (ApiKey?, KeySecret?) made) =>
        Envelope.Done(
            OwnFactor.Entity,
            "begun",
            own.At,
            own.Caller.Actor.Name,
            json => Write(json, own.Caller.Grants.Email, Base32.Of(seed), made)
        );

    private static void Write(
        Utf8JsonWriter json,
        string email,
        string seed,
        (ApiKey? Key, KeySecret? Secret) made
    )
    {
        json.WriteStartObject();
        json.WriteString("Secret", seed);
        // The form authenticator apps read out of a QR code; digits and period are those they take for granted.
        json.WriteString(
            "Uri",
            $"otpauth://totp/Vestibule:{Uri.EscapeDataString(email)}?secret={seed}&issuer=Vestibule"
        );
        json.WriteString("Warning", Warning);
        json.WritePropertyName("ApiKey");
        if (made is ({ } key, { } secret))
            ApiKeyBody.Shown(key, secret.Secret)(json);
        else
            json.WriteNullValue();
        json.WriteEndObject();
    }
}
