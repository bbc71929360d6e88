using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Capture;
using Vestibule.Database;
using Vestibule.Decoding;
using Vestibule.Demo;
using Vestibule.Documents;
using Vestibule.Hosting;
using Vestibule.Hosting.Doctor;
using Vestibule.Hosting.Keys;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.People;
using Vestibule.Providers.StripeIdentity;
using Vestibule.Vault;
using Vestibule.Wire;
using Vestibule.Wire.Description;

// The worker is not a command for people: it must not load what it will never need.
if (args is [DecodeWorker.Verb])
{
    return DecodeWorker.Run();
}

OwnFiles.Only();
return await CommandLine.Run(
    args,
    Program.AddCommands,
    Program.Furnish,
    line => Serve.Run(line, Program.Furnish, Program.OpenDoors, Program.Prepare)
);

/// <summary>One line a room: what it needs, its doors, and what must be ready before the first request.</summary>
public static partial class Program
{
    internal static void Furnish(WebApplicationBuilder house, Settings settings)
    {
        house.Services.AddCellar(house.AllowDemo(settings));
        house.Services.AddAccess();
        house.Services.AddUsers();
        house.Services.AddPeople();
        house.Services.AddJournal();
        house.Services.AddWire();
        house.Services.AddIdentityChecks();
        house.Services.AddDocuments();
        house.Services.AddCapture();
        house.Services.AddStripeIdentity();
        house.Services.AddDescription();
        house.AddDemo(settings);
    }

    internal static void AddCommands(RootCommand root, Workbench bench)
    {
        root.AddAudit(bench);
        root.AddKeys(bench);
        root.AddEvidence(bench);
        root.AddDoctor(bench);
    }

    internal static void OpenDoors(WebApplication house, Settings settings)
    {
        house.UseTrustedProxies(settings.Edge);
        house.UseSecurityHeaders();
        house.UseAnswers();
        house.UseDoorstep(settings.Edge);
        // Said here, or they would be put before everything above: strangers' 401s would lack headers and go uncounted.
        house.UseRouting();
        house.UseAuthentication();
        house.UseRateLimits(settings.Api.RateLimit);
        house.UseAuthorization();
        house.UseUploads();
        house.UseRequestKeys();
        AnswerHealth.Map(house);
        house.MapAccess();
        house.MapUsers();
        house.MapPeople();
        house.MapJournal();
        house.MapIdentityChecks();
        house.MapDocuments(settings.Documents);
        house.MapCapture();
        house.MapStripeIdentity();
        house.MapDescription();
        house.MapDemo(settings);
    }

    internal static async Task<Welcome> Prepare(
        IServiceProvider rooms,
        Settings settings,
        CancellationToken cancelled
    )
    {
        // Before there is a database: a key made beside data sealed with another one would hide the loss.
        rooms.GetRequiredService<MasterKeys>();
        await StartRefused.Naming(
            "ConnectionStrings:Vestibule",
            () => rooms.GetRequiredService<PrepareDatabase>().Prepare(cancelled)
        );
        await MembersKeys.Require(rooms, settings, cancelled);
        await using var scope = rooms.CreateAsyncScope();
        var (people, at) = (scope.ServiceProvider, rooms.GetRequiredService<TimeProvider>().Now());
        await people.GetRequiredService<SeedPlaces>().Run(at, cancelled);
        cancelled.ThrowIfCancellationRequested();
        // From here on nothing is broken off: the password that is made is shown at the end of the start, and never again.
        var (email, password) = await people
            .GetRequiredService<FirstAdministrator>()
            .Run(CancellationToken.None);
        await people.PlayDemo(settings, at, CancellationToken.None);
        return new Welcome(email, password, MasterKeyNote.Of(rooms, settings));
    }
}
