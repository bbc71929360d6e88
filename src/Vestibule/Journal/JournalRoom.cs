using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Hosting;
using Vestibule.Vault;
using Vestibule.Wire;

namespace Vestibule.Journal;

/// <summary>The room's doors: the journal can be read and verified, never written.</summary>
public static class JournalRoom
{
    public static void AddJournal(this IServiceCollection services) =>
        services
            .AddSingleton(s => new CheckpointKey(
                s.GetRequiredService<KeyRing>()
                    .SecretAsync(CheckpointKey.SecretName, default)
                    .AsTask()
                    .GetAwaiter()
                    .GetResult()
            ))
            .AddSingleton(s => new CheckpointFile(
                s.GetRequiredService<JournalSettings>().CheckpointFile,
                s.GetRequiredService<CheckpointKey>(),
                s.GetRequiredService<DurableFs>()
            ))
            .AddSingleton<SendSyslog>()
            .AddSingleton<TakeCheckpoint>()
            .AddSingleton<ExportJournal>()
            .AddSingleton<FindFork>()
            .AddHostedService<KeepCheckpoints>();

    public static void MapJournal(this IEndpointRouteBuilder routes) =>
        routes.MapReads(AuditTrailEntries.Resource);

    /// <summary>The noun <c>audit</c> of the command line.</summary>
    public static void AddAudit(this System.CommandLine.RootCommand root, Workbench bench) =>
        root.Add(
            new System.CommandLine.Command("audit", "The journal: who did what, when, from where.")
            {
                VerifyAudit.Command(bench),
                AcceptRestore.Command(bench),
                ExportAudit.Command(bench),
                TellAuditKey.Command(bench),
            }
        );
}
