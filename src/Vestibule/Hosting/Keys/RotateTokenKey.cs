using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access.Tokens;
using Vestibule.Database;
using Vestibule.Journal;

namespace Vestibule.Hosting.Keys;

/// <summary>
/// <c>vestibule keys rotate --tokens</c>: a new key for tokens, whatever the age of the one that signs; those before
/// count until what they signed has ended. With <c>--at-once</c> they stop now: when they may be known to others.
/// </summary>
internal static class RotateTokenKey
{
    private const string Entity = "TokenKey";

    internal static Task<ExitCode> Run(
        IServiceProvider rooms,
        bool atOnce,
        TextWriter output,
        CancellationToken cancelled
    ) => atOnce ? Replace(rooms, output, cancelled) : Add(rooms, output, cancelled);

    private static async Task<ExitCode> Add(
        IServiceProvider rooms,
        TextWriter output,
        CancellationToken cancelled
    )
    {
        var (keys, at) = (
            rooms.GetRequiredService<TokenKeys>(),
            rooms.GetRequiredService<TimeProvider>().Now()
        );
        await keys.Refresh(cancelled);
        await RotateTokenKeys.Now(keys, at, cancelled);
        await keys.Refresh(cancelled);
        var epoch = keys.All[0].Epoch;
        await EnterCommand.Run(
            rooms,
            JournalAction.Create,
            Entity,
            epoch,
            $"signs from {keys.All[0].SignsFrom:yyyy-MM-dd'T'HH:mm:ss'Z'}"
        );
        await output.WriteLineAsync(
            $"Token key {epoch} signs in a minute, when every instance has it. Nobody is signed out: the keys before count until their tokens have ended. If one of them may be known to others: vestibule keys rotate --tokens --at-once"
        );
        return ExitCode.Stopped;
    }

    private static async Task<ExitCode> Replace(
        IServiceProvider rooms,
        TextWriter output,
        CancellationToken cancelled
    )
    {
        var (keys, at) = (
            rooms.GetRequiredService<TokenKeys>(),
            rooms.GetRequiredService<TimeProvider>().Now()
        );
        int epoch;
        try
        {
            epoch = await keys.Replace(at, cancelled);
        }
        catch (DbUpdateException)
        {
            await output.WriteLineAsync(
                "Not done: a server made a token key at this moment. Try again."
            );
            return ExitCode.Unavailable;
        }

        await EnterCommand.Run(
            rooms,
            JournalAction.Create,
            Entity,
            epoch,
            "signs from now on; all before stopped at once"
        );
        await output.WriteLineAsync(
            $"Token key {epoch} signs from now on, and the keys before have stopped: every running instance obeys within a second. Whoever had a token signs in again; API keys go on."
        );
        return ExitCode.Stopped;
    }
}
