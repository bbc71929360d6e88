using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Tests.Harness;
using Vestibule.Wire;
using Vestibule.Wire.Description;

namespace Vestibule.Tests.Wire.Description;

/// <summary>The description says what is served, all of it, and nothing else.</summary>
public sealed partial class DescriptionTests
{
    [Fact]
    public async Task IsTheFileUnderReview()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        var served = await world.App.Anonymous().Gets("/openapi/v1.json");
        served.Status.ShouldBe(200);
        Golden.Compare("docs/wire/openapi.json", served.Raw.TrimEnd() + "\n");
    }

    [Fact]
    public async Task HoldsEveryServedRouteAndNoOther()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        var described = (await OpenApi.From(world)).Operations.Select(one => one.Route).ToList();
        var served = Routes(world).ToList();
        served
            .Except(described)
            .ShouldBeEmpty(
                "Served and not described: mark the door with Described, or write a page in RoutePages."
            );
        described.Except(served).ShouldBeEmpty("Described and not served.");
    }

    [Fact]
    public async Task NamesEachOperationOnce()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        var names = (await OpenApi.From(world))
            .Operations.Select(one => (string)one.Operation["operationId"]!)
            .ToList();
        names.ShouldBeUnique();
        names.ShouldAllBe(name => Name().IsMatch(name));
    }

    [Fact]
    public async Task ExamplesFitTheirSchemas()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        var openApi = await OpenApi.From(world);
        openApi.Examples.Count().ShouldBeGreaterThan(200);
        openApi
            .Examples.SelectMany(one => openApi.Misfits(one.Value, one.Schema, one.Where))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task EveryCollectionHasWordsOfItsOwn()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        var entities = Endpoints(world)
            .Select(endpoint => endpoint.Metadata.GetMetadata<Described>()?.Resource)
            .OfType<string>()
            .Distinct();
        entities
            .Where(entity => !Vocabulary.Knows(entity))
            .ShouldBeEmpty("Say in Wire/Description what its members mean and which are taken.");
    }

    [Fact]
    public async Task EveryGatedOperationNamesItsPermission()
    {
        var world = await Apps.World(DatabaseProvider.Sqlite);
        var openApi = await OpenApi.From(world);
        foreach (
            var (route, operation) in openApi.Operations.Where(one =>
                (string)one.Operation["tags"]![0]! is "Identity checks" or "Documents"
            )
        )
        {
            ((string?)operation["description"] ?? "").ShouldContain(
                "Needs the permission `CoworkerIdentityCheck",
                customMessage: route
            );
        }

        openApi
            .Operations.Where(one => one.Operation["security"] is not null)
            .Select(one => one.Route)
            .Order()
            .ShouldBe([
                "GET /health/live",
                "GET /health/ready",
                "POST /api/token",
                "POST /api/vestibule/password",
            ]);
    }

    /// <remarks>Routes that are marked as not to be described, and the second address of an update, are left out.</remarks>
    private static IEnumerable<string> Routes(World world)
    {
        var all = (
            from endpoint in Endpoints(world)
            where endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
            select $"{method} {Constraint().Replace(endpoint.RoutePattern.RawText!, "}")}"
        ).ToList();
        return all.Where(route =>
            !(
                route.StartsWith("PUT ", StringComparison.Ordinal)
                && route.EndsWith("/{id}", StringComparison.Ordinal)
                && all.Contains(route[..^5])
            )
        );
    }

    private static IEnumerable<RouteEndpoint> Endpoints(World world) =>
        world
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>();

    [GeneratedRegex("^[a-z_]+$")]
    private static partial Regex Name();

    [GeneratedRegex(":[^{}]*}")]
    private static partial Regex Constraint();
}
