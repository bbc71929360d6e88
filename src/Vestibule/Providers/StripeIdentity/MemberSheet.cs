using System.Text;
using System.Text.Encodings.Web;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>Where members turn who want another way; each may be missing.</summary>
public sealed record Desk(string Place, string? Email, string? Phone);

/// <summary>
/// One page for members as text: written whole on the server, with one style sheet, no script and nothing inline.
/// Everything that is put in is encoded.
/// </summary>
public sealed class MemberSheet(Texts texts, Desk desk)
{
    public const string StyleSheet = "/verify/style.css";
    public const string Icon = "/verify/icon.svg";

    private readonly StringBuilder body = new();

    public MemberSheet Lead(string key) => Paragraph(texts.Of(key, desk.Place), "lead");

    public MemberSheet Say(string key) => Paragraph(texts.Of(key, desk.Place), null);

    /// <summary>Why it did not work, where something is to be said about it.</summary>
    public MemberSheet Reason(string? code)
    {
        if (texts.Code(code) is { } text)
        {
            Paragraph(text, "reason");
        }

        return this;
    }

    /// <param name="papers">Those the location takes.</param>
    public MemberSheet Steps(Papers papers, bool selfie)
    {
        body.Append("<ol class=\"steps\">");
        foreach (
            var key in (string[])
                ["start.step1", selfie ? "start.step2.selfie" : "start.step2", "start.step3"]
        )
        {
            body.Append("<li><strong>")
                .Append(Safe(texts[key]))
                .Append("</strong><span>")
                .Append(
                    Safe(
                        texts[$"{key}.more"]
                            .Replace("{papers}", Named(papers), StringComparison.Ordinal)
                    )
                )
                .Append("</span></li>");
        }

        body.Append("</ol>");
        return this;
    }

    /// <param name="path">Where pressing it leads.</param>
    /// <param name="proof">Shows that the form is ours.</param>
    public MemberSheet Start(string path, string proof, string key)
    {
        body.Append("<form method=\"post\" action=\"")
            .Append(Safe($"{path}/start"))
            .Append("\"><input type=\"hidden\" name=\"proof\" value=\"")
            .Append(Safe(proof))
            .Append("\"><button type=\"submit\">")
            .Append(Safe(texts[key]))
            .Append("</button></form>");
        return this;
    }

    public MemberSheet Link(string path, string key)
    {
        body.Append("<p><a class=\"button quiet\" href=\"")
            .Append(Safe(path))
            .Append("\">")
            .Append(Safe(texts[key]))
            .Append("</a></p>");
        return this;
    }

    /// <summary>That there is another way, and how to ask for it.</summary>
    /// <param name="only">Stripe is no way any more.</param>
    public MemberSheet Another(bool only = false)
    {
        body.Append("<section class=\"other\" aria-labelledby=\"other\"><h2 id=\"other\">")
            .Append(Safe(texts["other.title"]))
            .Append("</h2><p>")
            .Append(Safe(texts[only ? "other.only" : "other.text"]))
            .Append("</p><ul>");
        Contact("mailto:", desk.Email, "other.write");
        Contact("tel:", desk.Phone, "other.call");
        body.Append("<li>").Append(Safe(texts.Of("other.desk", desk.Place))).Append("</li>");
        body.Append("</ul></section>");
        return this;
    }

    public MemberSheet Note(string key)
    {
        body.Append("<footer><p>").Append(Safe(texts.Of(key, desk.Place))).Append("</p></footer>");
        return this;
    }

    /// <summary>The page.</summary>
    /// <param name="path">Its own address, for its other language.</param>
    public string Page(string titleKey, string path)
    {
        var title = Safe(texts.Of(titleKey, desk.Place));
        var other = Texts.All.First(one => one != texts);
        var place = Safe(desk.Place);
        return $"""
            <!doctype html>
            <html lang="{texts.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <title>{title}{(place.Length > 0 ? $" · {place}" : "")}</title>
            <link rel="icon" href="{Icon}" type="image/svg+xml">
            <link rel="stylesheet" href="{StyleSheet}">
            </head>
            <body>
            <header>
            <span class="place">{place}</span>
            <a class="language" href="{Safe(
                path
            )}?lang={other.Language}" lang="{other.Language}" hreflang="{other.Language}">{Safe(
                other["language"]
            )}</a>
            </header>
            <main>
            <h1>{title}</h1>
            {body}
            </main>
            </body>
            </html>

            """;
    }

    private MemberSheet Paragraph(string text, string? kind)
    {
        body.Append(kind is null ? "<p>" : $"<p class=\"{kind}\">")
            .Append(Safe(text))
            .Append("</p>");
        return this;
    }

    // "Passport, driving licence or identity card"
    private string Named(Papers papers)
    {
        var names = Enum.GetValues<Papers>()
            .Where(one => one is Papers.Passport or Papers.DrivingLicence or Papers.IdCard)
            .Where(one => papers.HasFlag(one))
            .Select(one => texts[$"paper.{one}"])
            .Select((name, place) => place == 0 ? name : name.ToLowerInvariant())
            .ToList();
        return names.Count == 1
            ? names[0]
            : string.Join(", ", names[..^1]) + texts["paper.or"] + names[^1];
    }

    private void Contact(string scheme, string? shown, string key)
    {
        if (shown is { Length: > 0 })
        {
            body.Append("<li><a href=\"")
                .Append(Safe(scheme + shown.Replace(" ", "", StringComparison.Ordinal)))
                .Append("\">")
                .Append(Safe(texts[key]))
                .Append("</a>: ")
                .Append(Safe(shown))
                .Append("</li>");
        }
    }

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}
