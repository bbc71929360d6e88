using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Hosting;

namespace Vestibule.Journal;

/// <summary><c>vestibule audit key</c>: the public half of the key checkpoints are signed with, as PEM.</summary>
internal static class TellAuditKey
{
    public static Command Command(Workbench bench) =>
        bench.Verb("key", "Print the public key that checks the checkpoints.", Run);

    private static async Task<ExitCode> Run(
        IServiceProvider rooms,
        TextWriter output,
        CancellationToken cancelled
    )
    {
        await output.WriteAsync(
            rooms.GetRequiredService<CheckpointKey>().PublicPem.AsMemory(),
            cancelled
        );
        return ExitCode.Stopped;
    }
}
