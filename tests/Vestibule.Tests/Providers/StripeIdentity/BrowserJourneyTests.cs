using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>
/// A member's whole way in a real browser, at the size of a phone: the link, our page, Stripe's stand-in, our page again.
/// <c>VESTIBULE_SHOTS=folder</c> keeps pictures of both pages.
/// </summary>
public sealed class BrowserJourneyTests
{
    private const string Chromium = "/usr/bin/chromium";

    [Fact]
    public async Task FromTheLinkToDone()
    {
        await using var world = await Begin();
        await world.Reachable();
        var check = await world.Check();
        await using var chromium = await Chromed.Start();
        foreach (var language in new[] { "en", "es" })
        {
            var page = await chromium.Phone(language);
            await page.GotoAsync((await world.Link(check)).ToString());
            page.Url.ShouldNotContain("/v/");
            await Accessible(page);
            (
                await page.EvaluateAsync<bool>(
                    "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
                )
            ).ShouldBeTrue("nothing is wider than the phone");
        }

        var phone = await chromium.Phone("en");
        var refused = new List<string>();
        phone.Console += (_, said) => refused.Add(said.Text);
        await phone.GotoAsync((await world.Link(check)).ToString());
        await phone
            .GetByRole(AriaRole.Button, new() { Name = "Go to Stripe and start" })
            .ClickAsync();
        await phone.GetByRole(AriaRole.Heading, new() { Name = "Stripe's page" }).WaitForAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "fail" }).ClickAsync();
        await phone
            .GetByRole(AriaRole.Heading, new() { Name = "That did not work" })
            .WaitForAsync();
        await Accessible(phone);
        (await phone.ContentAsync()).ShouldContain("The document has expired.");
        await phone.GetByRole(AriaRole.Link, new() { Name = "Español" }).ClickAsync();
        await phone.GetByRole(AriaRole.Heading, new() { Name = "No ha funcionado" }).WaitForAsync();
        await Accessible(phone);
        await phone.GetByRole(AriaRole.Button, new() { Name = "Intentarlo de nuevo" }).ClickAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "submit" }).ClickAsync();
        await phone
            .GetByRole(AriaRole.Heading, new() { Name = "Estamos comprobando tu documento" })
            .WaitForAsync();
        await Accessible(phone);
        world.Stripe.Only.Verify();
        await phone.GetByRole(AriaRole.Link, new() { Name = "Ver el resultado" }).ClickAsync();
        await phone.GetByRole(AriaRole.Heading, new() { Name = "Listo" }).WaitForAsync();
        await Accessible(phone);
        (await world.Status(check)).ShouldBe(VerificationStatus.Successful);
        world.Stripe.Sessions.Count.ShouldBe(1);
        refused.ShouldBeEmpty("the content policy is kept without a complaint");
    }

    [Fact]
    public async Task PagesAreSeenInBothSizesAndLights()
    {
        if (Environment.GetEnvironmentVariable("VESTIBULE_SHOTS") is not { } folder)
        {
            Assert.Skip("VESTIBULE_SHOTS names no folder for pictures.");
            return;
        }

        await using var world = await Begin(",\"MatchingSelfie\":true");
        await using var chromium = await Chromed.Start();
        await world.Reachable();
        var check = await world.Check();
        var (failed, session) = await world.Started();
        session.Submit();
        session.Fail("document_expired");
        await world.Sync(failed);
        var (checking, other) = await world.Started();
        other.Submit();
        // Made before it was handed in: there is nothing to start any more.
        var link = world.LastLink!;
        foreach (
            var (name, id, back) in new[]
            {
                ("start", check, ""),
                ("failed", failed, "/back"),
                ("checking", checking, "/back"),
            }
        )
        {
            foreach (var dark in new[] { false, true })
            {
                foreach (var wide in new[] { false, true })
                {
                    var page = await chromium.Page(dark ? "es" : "en", wide, dark);
                    var shot = await Shown(
                        page,
                        id == checking ? link : await world.Link(id),
                        back
                    );
                    await shot.ScreenshotAsync(
                        new()
                        {
                            Path = Path.Combine(
                                folder,
                                $"{name}-{(wide ? "desktop" : "phone")}-{(dark ? "dark" : "light")}.png"
                            ),
                            FullPage = true,
                        }
                    );
                    await Accessible(page);
                }
            }
        }
    }

    private static async Task<IPage> Shown(IPage page, Uri link, string back)
    {
        await page.GotoAsync(link.ToString());
        if (back.Length > 0)
        {
            await page.GotoAsync(page.Url + back);
        }

        return page;
    }

    private static async Task<StripeWorld> Begin(string settings = "")
    {
        if (!File.Exists(Chromium))
        {
            Assert.SkipUnless(
                Environment.GetEnvironmentVariable("CI") == "true",
                "Chromium is not installed."
            );
        }

        return await StripeWorld.Start(DatabaseProvider.Sqlite, settings);
    }

    private static async Task Accessible(IPage page)
    {
        var found = await page.RunAxe();
        found.Violations.Select(one => $"{one.Id}: {one.Help}").ShouldBeEmpty(page.Url);
    }

    private sealed class Chromed(IPlaywright playwright, IBrowser browser) : IAsyncDisposable
    {
        public static async Task<Chromed> Start()
        {
            var playwright = await Playwright.CreateAsync();
            return new Chromed(
                playwright,
                await playwright.Chromium.LaunchAsync(
                    new()
                    {
                        ExecutablePath = Chromium,
                        Args = ["--no-sandbox", "--disable-dev-shm-usage"],
                    }
                )
            );
        }

        public Task<IPage> Phone(string language) => Page(language, wide: false, dark: false);

        public async Task<IPage> Page(string language, bool wide, bool dark)
        {
            var context = await browser.NewContextAsync(
                new()
                {
                    Locale = language,
                    ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
                    ViewportSize = wide
                        ? new() { Width = 1280, Height = 800 }
                        : new() { Width = 390, Height = 844 },
                    DeviceScaleFactor = wide ? 1 : 2,
                    HasTouch = !wide,
                }
            );
            context.SetDefaultTimeout(60_000);
            return await context.NewPageAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }
}
