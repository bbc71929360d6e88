using System.Net.Http;
using System.Net.Http.Headers;
using Vestibule.Access;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>Getting a second factor, as users and their apps do.</summary>
internal static class Enrolment
{
    public const string Door = "/api/vestibule/me/secondfactor";
    public const string Password = $$"""{"Password":"{{SignedIn.Password}}"}""";

    public static async Task<(SignedIn, byte[] Seed, List<string> Recovery)> Enrolled(
        ClockedApp app
    )
    {
        var ada = await SignedIn.New(app.World, isAdmin: true, []);
        using var client = Signed(app, await ada.SignIn());
        var begun = await client.Posts(Door, Password);
        var seed = Seed(begun["Value"]!["Secret"]!.GetValue<string>());
        var confirmed = await client.Posts($"{Door}/confirm", Code(app, seed));
        confirmed.Status.ShouldBe(200, confirmed.Raw);
        await app.Look();
        return (
            ada,
            seed,
            [
                .. confirmed["Value"]!["RecoveryCodes"]!
                    .AsArray()
                    .Select(code => code!.GetValue<string>()),
            ]
        );
    }

    public static HttpClient Signed(ClockedApp app, Answer pair)
    {
        var client = app.App.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            pair.Said("access_token")
        );
        return client;
    }

    public static string Now(ClockedApp app, byte[] seed) => Totp.Code(seed, Totp.StepAt(app.Now));

    public static string Code(ClockedApp app, byte[] seed) => $$"""{"Code":"{{Now(app, seed)}}"}""";

    // As an authenticator app reads it (RFC 4648 section 6).
    public static byte[] Seed(string base32)
    {
        var bits = string.Concat(
            base32.Select(letter =>
                Convert
                    .ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter), 2)
                    .PadLeft(5, '0')
            )
        );
        return
        [
            .. Enumerable
                .Range(0, bits.Length / 8)
                .Select(n => Convert.ToByte(bits[(n * 8)..((n * 8) + 8)], 2)),
        ];
    }
}
