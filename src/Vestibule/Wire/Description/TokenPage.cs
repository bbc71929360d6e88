using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using static Vestibule.Wire.Description.Parts;

namespace Vestibule.Wire.Description;

/// <summary>The token endpoint (RFC 6749 sections 4.3, 4.4, 6): a form in, and answers that are no envelopes.</summary>
internal static class TokenPage
{
    public static OpenApiOperation Describe(OpenApiDocument document)
    {
        var token = EnvelopeSchemas.Closed(
            ("access_token", Schemas.Text("Goes into `Authorization: Bearer`.")),
            ("token_type", Schemas.Text("`bearer`.")),
            ("expires_in", Schemas.Number("Seconds the access token is good for.")),
            ("refresh_token", Schemas.Text("Good for 15 days and one use. Not given to API keys."))
        );
        token.Required!.Remove("refresh_token");
        var good = Answer(
            "Signed in.",
            token,
            (
                "token",
                new JsonObject
                {
                    ["access_token"] = "eyJhbGciOi…",
                    ["token_type"] = "bearer",
                    ["expires_in"] = 604799,
                    ["refresh_token"] = "Zk3vYw…",
                }
            )
        );
        var operation = Operations.Make(
            document,
            "Get a token",
            "Sign in with e-mail and password, with a refresh token, or with an API key. Users sign in here only when their API access is on. "
                + "A used refresh token is dead, and signing in again under the same `client_id` ends the refresh tokens given before.",
            (200, good),
            [],
            [
                new OpenApiParameter
                {
                    Name = "client_id",
                    In = ParameterLocation.Header,
                    Description = "A label the client gives itself; wins over the one in the form.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            ],
            Form()
        );
        operation.Responses!["400"] = Answer(
            "Not signed in.",
            Error(),
            ("wrong_password", No("invalid_grant", "The user name or password is incorrect.")),
            ("no_form", No("unsupported_grant_type", null)),
            (
                "second_factor",
                No("two_factor_auth_check", "A code of the second factor is needed.")
            ),
            ("new_password", No("must_reset_password", "Choose a new password first."))
        );
        operation.Responses["401"] = Answer(
            "The API key or its secret is wrong.",
            Error(),
            ("wrong_key", No("invalid_client", "The API key or its secret is incorrect."))
        );
        var busy = Answer(
            "Too many sign-ins at once, too many wrong passwords or codes under this name or from this address, or too many requests. Nothing was compared.",
            Error(),
            ("busy", No("temporarily_unavailable", null))
        );
        busy.Headers = Header("Retry-After", "Seconds to wait.");
        operation.Responses["429"] = busy;
        operation.Responses["500"] = new OpenApiResponseReference(Names[500], document);
        return operation;
    }

    private static OpenApiRequestBody Form()
    {
        var grant = Schemas.Text("How to sign in.");
        grant.Enum = ["password", "refresh_token", "client_credentials"];
        var schema = EnvelopeSchemas.Closed(
            ("grant_type", grant),
            ("username", Schemas.Text("E-mail address, for `password`.")),
            ("password", Schemas.Text("For `password`.")),
            (
                "totp",
                Schemas.Text(
                    "Six digits of the second factor, or a recovery code, for `password`, where the user has one. Empty is none."
                )
            ),
            ("refresh_token", Schemas.Text("For `refresh_token`.")),
            (
                "client_id",
                Schemas.Text(
                    "The key, for `client_credentials`; else any label the client gives itself."
                )
            ),
            ("client_secret", Schemas.Text("The key's secret, for `client_credentials`."))
        );
        schema.Required!.IntersectWith(["grant_type"]);
        var example = new JsonObject
        {
            ["grant_type"] = "password",
            ["username"] = "admin@example.com",
            ["password"] = "…",
        };
        return new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/x-www-form-urlencoded"] = Media(schema, ("password", example)),
            },
        };
    }

    private static OpenApiSchema Error()
    {
        var schema = EnvelopeSchemas.Closed(
            ("error", Schemas.Text("What it is, for programs.")),
            ("error_description", Schemas.Text("What it is, for people."))
        );
        schema.Required!.Remove("error_description");
        return schema;
    }

    private static JsonObject No(string error, string? says)
    {
        var answer = new JsonObject { ["error"] = error };
        if (says is not null)
        {
            answer["error_description"] = says;
        }

        return answer;
    }
}
