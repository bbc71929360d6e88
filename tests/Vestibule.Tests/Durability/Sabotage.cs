using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database.Writing;
using Vestibule.Vault;

namespace Vestibule.Tests.Durability;

/// <summary>
/// What a server is made to do wrong from inside. A plan is words with commas: <c>crash=Rename:3</c> dies by SIGKILL
/// before the third rename (counted from the first file that gets its name); the others are broken builds.
/// </summary>
internal sealed class Sabotage(string plan)
{
    public const string Variable = "VESTIBULE_TEST_SABOTAGE";
    public const string NoFileSync = "no-file-sync";
    public const string NoDirectorySync = "no-directory-sync";
    public const string AnswerFirst = "answer-before-commit";

    /// <summary>How long the broken build that answers first takes to commit: time to be struck in.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(150);

    private readonly string[] words = plan.Split(',');
    private bool counting;
    private int seen;

    /// <summary>
    /// Before each call of the file commit protocol, and at each stage of a batch. The stage after a call is the one
    /// before the next. Links are only made for the master key.
    /// </summary>
    public static IReadOnlyList<string> Points { get; } =
    [
        .. Enum.GetNames<FsCall>().Except([nameof(FsCall.Link), nameof(FsCall.Begin)]),
        .. Enum.GetNames<BatchPoint>(),
    ];

    public void Into(IServiceCollection services) =>
        services.AddSingleton<Func<FsCall, int>>(Before).AddSingleton<BatchWatch>(At);

    public int Before(FsCall call)
    {
        counting |= call is FsCall.Rename;
        Reach(call.ToString());
        return
            (call is FsCall.Sync && words.Contains(NoFileSync))
            || (call is FsCall.SyncDirectory && words.Contains(NoDirectorySync))
            ? DurableFs.Less
            : 0;
    }

    public void At(BatchPoint point, IReadOnlyList<Waiter> callers)
    {
        Reach(point.ToString());
        if (point is BatchPoint.Placed && words.Contains(AnswerFirst))
        {
            Answer(callers);
            using var never = new ManualResetEventSlim();
            never.Wait(Late);
        }
    }

    public static void Answer(IReadOnlyList<Waiter> callers)
    {
        foreach (var caller in callers.Where(caller => caller.Broken is null))
        {
            caller.Answer ??= new Written.Done();
            caller.Tell();
        }
    }

    /// <summary>Whether the oracle says of something that it was acknowledged and then lost.</summary>
    public static bool Shows(string fault) =>
        fault.EndsWith("was acknowledged and is not there", StringComparison.Ordinal)
        || fault.Contains("cannot be read", StringComparison.Ordinal)
        || fault.Contains("was decided", StringComparison.Ordinal);

    private void Reach(string point)
    {
        var crash = Array.Find(words, word => word.StartsWith("crash=", StringComparison.Ordinal));
        if (
            crash is null
            || !counting
            || !crash[6..].StartsWith($"{point}:", StringComparison.Ordinal)
        )
        {
            return;
        }

        if (Interlocked.Increment(ref seen) == int.Parse(crash.Split(':')[1]))
        {
            using var own = Process.GetCurrentProcess();
            own.Kill();
        }
    }
}
