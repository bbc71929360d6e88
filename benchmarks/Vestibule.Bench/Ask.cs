using System.Text;

namespace Vestibule.Bench;

/// <summary>What is asked, of either side with the same bytes but for the sign-in.</summary>
internal enum Deed
{
    Create,
    Get,
    Page,
}

/// <summary>Requests as bytes, made before the clock runs.</summary>
internal static class Ask
{
    public const string Path = "/api/spaces/coworkeridentitychecks";
    public const string BusinessFilter = "CoworkerIdentityCheck_Business";
    public const string StatusFilter = "CoworkerIdentityCheck_VerificationStatus";
    private const int Different = 1000;

    public static byte[][] Requests(Deed deed, Stage stage, string? token) =>
        [
            .. Enumerable
                .Range(0, Different)
                .Select(i =>
                    deed is Deed.Create ? Post(stage, i, token) : Get(deed, stage, i, token)
                ),
        ];

    public static string PathOf(Deed deed, Stage stage, int i) =>
        deed is Deed.Get
            ? $"{Path}/{(i * 97 % Stage.Checks) + 1}"
            : $"{Path}?{BusinessFilter}={stage.People[i % stage.People.Count].Business}&{StatusFilter}={(int)Stage.Asked}&size=25&orderby=Id&dir=1";

    private static byte[] Get(Deed deed, Stage stage, int i, string? token) =>
        Encoding.ASCII.GetBytes($"GET {PathOf(deed, stage, i)} HTTP/1.1\r\n{Headers(token)}\r\n");

    private static byte[] Post(Stage stage, int i, string? token)
    {
        var (business, coworker) = stage.People[i % stage.People.Count];
        var body =
            $$"""{"BusinessId":{{business}},"CoworkerId":{{coworker}},"Name":"Passport check","IdentityDocumentIssuedBy":"Home Office","Description":"Please show us your passport."}""";
        return Encoding.ASCII.GetBytes(
            $"POST {Path} HTTP/1.1\r\n{Headers(token)}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );
    }

    public static string Headers(string? token) =>
        "Host: 127.0.0.1\r\n" + (token is null ? "" : $"Authorization: Bearer {token}\r\n");
}
