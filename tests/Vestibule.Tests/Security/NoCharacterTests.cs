using System.Net.Http;
using System.Text.Json;
using Vestibule.Database;
using Vestibule.Tests.Access;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Security;

/// <summary>What no database keeps as text is refused wherever it is sent, of strangers first.</summary>
public sealed class NoCharacterTests
{
    private const string Checks = "/api/spaces/coworkeridentitychecks";

    /// <summary>A NUL, which no database takes, and a character that is none.</summary>
    public static TheoryData<DatabaseProvider, string> NoCharacters() =>
        new(
            from provider in Enum.GetValues<DatabaseProvider>()
            from text in (string[])["\0", "\uFFFE"]
            select (provider, text)
        );

    [Theory, MemberData(nameof(NoCharacters))]
    public async Task NoCharacterAtSignInIsNoFaultOfTheServer(
        DatabaseProvider provider,
        string text
    )
    {
        var world = await Apps.World(provider);
        var sent = Uri.EscapeDataString(text);
        foreach (
            var form in (string[])
                [
                    $"grant_type=password&username=a{sent}@example.com&password=b",
                    $"grant_type=password&username=a@example.com&password=b{sent}",
                    $"grant_type=password&username=a@example.com&password=b&totp=1{sent}",
                    $"grant_type=password&username=a@example.com&password=b&client_id=c{sent}",
                    $"grant_type=refresh_token&refresh_token=a{sent}",
                    $"grant_type=client_credentials&client_id=vk_{sent}&client_secret=b",
                    $"grant_type=client_credentials&client_id=vk_1&client_secret=b{sent}",
                    $"grant_type=pass{sent}",
                    $"grant_type=password&{sent}=1&username=a@example.com&password=b",
                ]
        )
        {
            var refused = await world.App.Token(form);
            refused.Status.ShouldBeOneOf(400, 401);
            refused["error"].ShouldNotBeNull(form);
        }

        // OpenIddict takes the halves of Basic apart itself and unescapes them.
        foreach (var pair in (string[])[$"vk_{text}:b", $"vk_{sent}:b", $"vk_1:b{sent}"])
            (
                await world.App.Says(
                    HttpMethod.Post,
                    "/api/token",
                    "grant_type=client_credentials",
                    TokenSpeech.Form,
                    ("Authorization", SignedIn.Basic(pair))
                )
            ).Status.ShouldBeOneOf(400, 401);
        foreach (var pair in (string[])[$"a{text}@example.com:b", $"vk_{text}:b", $"a:{text}"])
            (await world.App.Knocks(SignedIn.Basic(pair))).ShouldBe(401, pair);
        foreach (var type in (string[])["application/json", TokenSpeech.Form])
        {
            var body =
                type == TokenSpeech.Form
                    ? $"Email=a{sent}@example.com&Password=b{sent}&NewPassword=seven+quiet+lanterns"
                    : $$"""{"Email":{{JsonSerializer.Serialize(text)}},"Password":"b","NewPassword":"seven quiet lanterns"}""";
            (
                await world.App.Says(HttpMethod.Post, "/api/vestibule/password", body, type)
            ).Status.ShouldBe(400, type);
        }
    }

    [Theory, MemberData(nameof(NoCharacters))]
    public async Task NoCharacterInAQuestionIsNoFaultOfTheServer(
        DatabaseProvider provider,
        string text
    )
    {
        var world = await Apps.World(provider);
        using var admin = await world.Administrator();
        var sent = Uri.EscapeDataString(text);
        foreach (
            var path in (string[])
                [
                    $"{Checks}?CoworkerIdentityCheck_Name={sent}",
                    $"{Checks}?CoworkerIdentityCheck_CustomFields_a={sent}",
                    $"{Checks}?CoworkerIdentityCheck_CustomFields_{sent}=a",
                    $"{Checks}?CoworkerIdentityCheck_{sent}=a",
                    $"{Checks}?SystemId={sent}&orderBy=Id",
                    $"{Checks}?orderBy={sent}",
                    $"{Checks}/commands?id={sent}",
                    $"/api/sys/businesses/getByHost?host=a{sent}",
                    $"/api/utils/enums?name=e{sent}",
                    "/api/sys/users?User_Email=" + sent,
                    "/api/sys/audittrailentries?AuditTrailEntry_UserName=" + sent,
                ]
        )
            (await admin.Gets(path)).Status.ShouldBeOneOf([200, 400, 404], path);
        var json = JsonSerializer.Serialize(text);
        foreach (
            var (path, body) in ((string, string)[])
                [
                    ("/api/sys/users", $$"""{"FullName":{{json}},"Email":"a@example.com"}"""),
                    ("/api/sys/users", $$"""{"FullName":"a","Email":"a@ex"}"""),
                    (
                        "/api/security/userroles",
                        $$"""{"Name":"a","BusinessId":1,"Roles":[{{json}}]}"""
                    ),
                    ("/api/vestibule/apikeys", $$"""{"Name":"a","Roles":[{{json}}]}"""),
                    ($"{Checks}/runcommand", $$"""{"Key":{{json}},"Ids":[1]}"""),
                    (
                        $"{Checks}/runcommand",
                        $$"""{"Key":"MARK_AS_REJECTED","Ids":[999999999],"Parameters":[{"Name":{{json}},"Value":{{json}}}]}"""
                    ),
                ]
        )
            (
                await admin.Posts(
                    path,
                    body.Replace(
                        "a@ex",
                        $"{Guid.NewGuid():N}@example.{json.Trim('"')}",
                        StringComparison.Ordinal
                    )
                )
            ).Status.ShouldBeOneOf([200, 400, 404], path);
    }
}
