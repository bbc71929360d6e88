using System.Globalization;
using System.Text.Json.Nodes;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>What each address answers.</summary>
internal sealed partial class StripeDouble
{
    private (int, string) Answer(Asked asked, Dictionary<string, string> form)
    {
        if (!Keys.TryGetValue(asked.Key, out var key))
        {
            return DoubleAnswers.Error(401, "invalid_request_error", null);
        }

        return asked.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)[1..] switch
        {
            ["balance"] => key.Balance
                ? (200, """{"object":"balance","available":[],"livemode":false,"pending":[]}""")
                : DoubleAnswers.Denied,
            ["file_links"] => key.Files ? FileLink(form) : DoubleAnswers.Denied,
            ["identity", "verification_reports"] => !key.Reads || (Sensitive(form) && !key.Details)
                ? DoubleAnswers.Denied
                : (200, """{"object":"list","data":[],"has_more":false,"url":"/v1"}"""),
            ["identity", "verification_sessions", .. var rest] => Session(
                asked.Method,
                rest,
                form,
                key
            ),
            _ => DoubleAnswers.Error(404, "invalid_request_error", "resource_missing"),
        };
    }

    private (int, string) Session(
        string method,
        string[] rest,
        Dictionary<string, string> form,
        DoubleKey key
    )
    {
        if (method == "POST" ? !key.Writes : !key.Reads)
        {
            return DoubleAnswers.Denied;
        }

        // A full secret key does not get what is sensitive either.
        if (
            Sensitive(form)
            && (!key.Details || key.Secret.StartsWith("sk_", StringComparison.Ordinal))
        )
        {
            return DoubleAnswers.Denied;
        }

        if (rest is [])
        {
            return method == "POST" ? Create(form, key) : List(form, key);
        }

        if (
            !Sessions.TryGetValue(rest[0], out var session)
            || session.Key.Account != key.Account
            || session.Live != key.Live
        )
        {
            return DoubleAnswers.Error(404, "invalid_request_error", "resource_missing");
        }

        switch (rest)
        {
            case [_] when method == "GET":
                return (200, session.Tell(this, Expanded(form)));
            case [_, "cancel"]:
                return session.Status == "requires_input"
                    ? Done(session, session.Cancel)
                    : DoubleAnswers.Error(400, "invalid_request_error", "session_not_cancelable");
            case [_, "redact"]:
                return session.Status is "requires_input" or "verified" && session.Redaction is null
                    ? Done(session, session.Redact)
                    : DoubleAnswers.Error(400, "invalid_request_error", "session_not_redactable");
            default:
                return DoubleAnswers.Error(404, "invalid_request_error", null);
        }
    }

    private (int, string) Done(DoubleSession session, Action act)
    {
        act();
        return (200, session.Tell(this, []));
    }

    private (int, string) Create(Dictionary<string, string> form, DoubleKey key)
    {
        if (form.GetValueOrDefault("type") is not ("document" or "id_number"))
        {
            return DoubleAnswers.Error(400, "invalid_request_error", "parameter_missing");
        }

        var session = new DoubleSession(this, key, form);
        Sessions[session.Id] = session;
        session.Happened("created");
        return (200, session.Tell(this, []));
    }

    private (int, string) List(Dictionary<string, string> form, DoubleKey key)
    {
        var reference = form.GetValueOrDefault("client_reference_id");
        var found = Sessions
            .Values.Where(one =>
                one.Key.Account == key.Account
                && one.Live == key.Live
                && (reference is null || one.Reference == reference)
            )
            .Select(one => JsonNode.Parse(one.Tell(this, [])))
            .ToArray();
        return (
            200,
            new JsonObject
            {
                ["object"] = "list",
                ["data"] = new JsonArray(found),
                ["has_more"] = false,
                ["url"] = "/v1/identity/verification_sessions",
            }.ToJsonString()
        );
    }

    private (int, string) FileLink(Dictionary<string, string> form)
    {
        var file = form.GetValueOrDefault("file") ?? "";
        if (!Sessions.Values.Any(one => one.Files.Contains(file)))
        {
            return DoubleAnswers.Error(400, "invalid_request_error", "resource_missing");
        }

        var until = DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(form["expires_at"], CultureInfo.InvariantCulture)
        );
        // Pictures of papers and faces may be linked to for half a minute.
        if (until > Clock.GetUtcNow().AddSeconds(30))
        {
            return DoubleAnswers.Error(400, "invalid_request_error", "parameter_invalid");
        }

        Links.Enqueue((file, until));
        return (
            200,
            $$"""{"id":"link_{{Links.Count}}","object":"file_link","file":"{{file}}","url":"{{Address}}links/{{Links.Count}}","livemode":false,"expired":false,"created":1,"metadata":{} }"""
        );
    }

    private static bool Sensitive(Dictionary<string, string> form) =>
        Expanded(form)
            .Any(path =>
                path.EndsWith(".number", StringComparison.Ordinal)
                || path.EndsWith(".expiration_date", StringComparison.Ordinal)
                || path.EndsWith(".dob", StringComparison.Ordinal)
            );

    private static IReadOnlyList<string> Expanded(Dictionary<string, string> form) =>
        [
            .. form.Where(pair => pair.Key.StartsWith("expand[", StringComparison.Ordinal))
                .Select(pair => pair.Value),
        ];
}
