using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vestibule.Hosting;
using Vestibule.Wire;

namespace Vestibule.Documents;

/// <summary>The room's two lines for Program: what it needs, and its doors.</summary>
public static class DocumentsRoom
{
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        services.TryAddSingleton<AskDisk>(FindRoom.Ask);
        services.TryAddSingleton(s => Quota(s.GetRequiredService<EvidenceSettings>()));
        return services
            .AddSingleton(s => new FileLimit(s.GetRequiredService<DocumentSettings>().MaxFileBytes))
            .AddSingleton(s => new OriginalRules(
                s.GetRequiredService<EvidenceSettings>().KeepOriginal
            ))
            .AddScoped<FindRoom>()
            .AddScoped<MakePictures>()
            .AddScoped<TakeFiles>()
            .AddSingleton<SealScanned>()
            .AddScoped<SaveDocument>()
            .AddScoped<AddDocument>()
            .AddScoped<ChangeDocument>()
            .AddScoped<OpenFile>()
            .AddScoped<ShredOriginals>()
            .AddHostedService<SweepOriginals>()
            .AddHostedService<SweepFiles>()
            .AddSingleton<FindLooseEnds>()
            .AddSingleton<VerifyEvidence>()
            .AddSingleton<TellFault>()
            .AddSingleton<TakeScrubTurn>()
            .AddSingleton<EvidenceMeters>()
            .AddHostedService<ScrubFiles>()
            .AddSingleton<ScanFile>()
            .AddHostedService<ScanFiles>();
    }

    /// <summary>The noun <c>evidence</c> of the command line.</summary>
    public static void AddEvidence(this System.CommandLine.RootCommand root, Workbench bench) =>
        root.Add(
            new System.CommandLine.Command("evidence", "The sealed files people have handed in.")
            {
                TellEvidence.Command(bench),
            }
        );

    public static void MapDocuments(this IEndpointRouteBuilder routes, DocumentSettings settings)
    {
        routes.MapReads(CoworkerIdentityCheckDocuments.Resource);
        CreateDocument.Map(routes);
        UpdateDocument.Map(routes);
        DeleteDocument.Map(routes);
        RunDocumentCommand.Map(routes);
        DownloadFile.Map(routes);
        DownloadPicture.Map(routes);
        PutFile.Map(routes, settings.MaxFileBytes);
    }

    private static FileQuota Quota(EvidenceSettings settings) =>
        new(
            settings.MaxFilesPerMember,
            settings.MaxFilesPerLocation,
            settings.MaxBytesPerLocation,
            settings.LeaveFreeBytes
        );
}
