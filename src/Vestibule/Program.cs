using Microsoft.AspNetCore.Builder;
using Vestibule.Hosting;

return await Serve.Run(args, Furnish, OpenDoors, Prepare);

static void Furnish(WebApplicationBuilder house, Settings settings) { }

static void OpenDoors(WebApplication house, Settings settings)
{
    house.UseSecurityHeaders(settings);
    house.UseRateLimits(settings.Api.RateLimit);
    AnswerHealth.Map(house);
}

static Task<Welcome> Prepare(
    IServiceProvider rooms,
    Settings settings,
    CancellationToken cancelled
) => Task.FromResult(new Welcome(AdminEmail: null, PasswordOnce: null, Notes: []));

public partial class Program;
