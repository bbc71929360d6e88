using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Vestibule.Access.Tokens;

/// <summary>
/// Lets a new token key sign every ninety days, and takes an old one away when the longest-lived token made with it has
/// ended. In between both count, on every instance: nobody is signed out.
/// </summary>
internal sealed partial class RotateTokenKeys(
    TokenKeys keys,
    TimeProvider clock,
    ILogger<RotateTokenKeys> log
) : Recurring(TimeSpan.FromHours(1), clock)
{
    /// <summary>How long a key signs.</summary>
    public static readonly TimeSpan Signs = TimeSpan.FromDays(90);

    /// <summary>From making a key until it signs: every instance has read it by then.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromMinutes(1);

    /// <summary>How long a key counts after another signs: as long as a refresh token lives, and a day for clocks.</summary>
    public static readonly TimeSpan Overlap = TokenWords.RefreshLifetime + TimeSpan.FromDays(1);

    /// <summary>What is due at this moment. Several instances may do so at once: one key comes of it.</summary>
    public static async Task Run(TokenKeys keys, DateTimeOffset at, CancellationToken cancelled)
    {
        await keys.Refresh(cancelled);
        if (keys.All is [var newest, ..] && newest.SignsFrom + Signs <= at)
            await Now(keys, at, cancelled);
        var old = Old(keys, at);
        if (old.Count > 0)
            await keys.Retire(old, cancelled);
        await keys.Refresh(cancelled);
    }

    /// <summary>Makes a new key whatever the age of the one that signs, to be called when a key may be known to others.</summary>
    public static Task Now(TokenKeys keys, DateTimeOffset at, CancellationToken cancelled) =>
        keys.Add(at + Lead, cancelled);

    private static List<TokenKey> Old(TokenKeys keys, DateTimeOffset at) =>
        [
            .. keys
                .All.Zip(keys.All.Skip(1))
                .Where(pair => pair.First.SignsFrom + Overlap <= at)
                .Select(pair => pair.Second),
        ];

    /// <summary>After a failure the keys there are go on signing.</summary>
    protected override Task Turn(CancellationToken cancelled) =>
        Run(keys, Clock.GetUtcNow(), cancelled);

    protected override void Failed(Exception failure) => LogFailure(log, NameOf(failure));

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Looking after token keys failed with {Failure}; it is tried again in an hour."
    )]
    private static partial void LogFailure(ILogger log, string failure);
}
