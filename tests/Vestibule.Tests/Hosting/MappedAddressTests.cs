using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Hosting;

namespace Vestibule.Tests.Hosting;

/// <summary>Addresses as a listener of both kinds gives them, before a proxy is believed.</summary>
public sealed class MappedAddressTests
{
    [Theory]
    [InlineData("2400:cb00::/65", "::ffff:8.8.8.8", "8.8.8.8")]
    [InlineData("2001:db8::5/128", "::ffff:0.0.0.5", "0.0.0.5")]
    [InlineData("8.8.8.8/32", "::ffff:8.8.8.8", "203.0.113.9")]
    public async Task AnAddressMappedIntoIPv6IsOneOfIPv4(string trusted, string from, string taken)
    {
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.UseTrustedProxies(
            ReadSettingsTests.Read(("Vestibule:Edge:TrustedProxies", trusted)).Settings.Edge
        );
        app.Run(_ => Task.CompletedTask);
        var context = new DefaultHttpContext { RequestServices = services };
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Request.Headers["X-Forwarded-For"] = "203.0.113.9";
        await app.Build()(context);
        context.Connection.RemoteIpAddress.ShouldBe(IPAddress.Parse(taken));
    }
}
