using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Documents;
using Vestibule.Hosting;
using Vestibule.IdentityChecks;
using Vestibule.Wire;

return await Serve.Run(args, Program.Furnish, Program.OpenDoors, Program.Prepare);

/// <summary>One line a room: what it needs, its doors, and what must be ready before the first request.</summary>
public static partial class Program
{
    internal static void Furnish(WebApplicationBuilder house, Settings settings)
    {
        house.Services.AddCellar(settings);
        house.Services.AddAccess();
        house.Services.AddWire();
        house.Services.AddIdentityChecks();
        house.Services.AddDocuments();
    }

    internal static void OpenDoors(WebApplication house, Settings settings)
    {
        house.UseSecurityHeaders(settings);
        house.UseAnswers();
        house.UseRateLimits(settings.Api.RateLimit);
        AnswerHealth.Map(house);
        house.MapAccess();
        house.MapIdentityChecks();
        house.MapDocuments(settings.Documents);
    }

    internal static async Task<Welcome> Prepare(IServiceProvider rooms, Settings settings, CancellationToken cancelled)
    {
        await rooms.GetRequiredService<PrepareDatabase>().Prepare(cancelled);
        return new Welcome(AdminEmail: null, PasswordOnce: null, Notes: []);
    }
}
