using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Wire;

namespace Vestibule.People;

/// <summary>The room's two lines for Program: what it needs, and its doors.</summary>
public static class PeopleRoom
{
    /// <summary>Wants the database with its writer, and the journal's book.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services) =>
        services
            .AddScoped<FindPlaces>()
            .AddScoped<SaveBusiness>()
            .AddScoped<JudgeCoworker>()
            .AddScoped<SaveCoworker>()
            .AddSingleton<SeedPlaces>();

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        routes.MapReads(Businesses.Resource);
        FindBusinessByHost.Map(routes);
        CreateBusiness.Map(routes);
        UpdateBusiness.Map(routes);
        routes.MapReads(Coworkers.Resource);
        CreateCoworker.Map(routes);
        UpdateCoworker.Map(routes);
        DeleteCoworker.Map(routes);
        RunCoworkerCommand.Map(routes);
        routes.MapReads(Countries.Resource);
        routes.MapReads(Currencies.Resource);
        routes.MapReads(SimpleTimeZones.Resource);
        ListEnums.Map(routes);
    }
}
