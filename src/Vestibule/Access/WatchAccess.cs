using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vestibule.Access.Tokens;

namespace Vestibule.Access;

/// <summary>
/// Looks twice a second whether users, roles or keys have changed, here or on another instance, and lets token keys
/// begin to sign when their time comes. Writes down who and what was used meanwhile.
/// </summary>
internal sealed partial class WatchAccess(
    AccessFacts facts,
    TokenKeys keys,
    KeyUses keyUses,
    UserUses userUses,
    TimeProvider clock,
    ILogger<WatchAccess> log
) : Recurring(TimeSpan.FromMilliseconds(500), clock)
{
    protected override bool StartsAtOnce => false;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await facts.Refresh(cancellationToken);
        await keys.Prepare(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task Turn(CancellationToken cancelled)
    {
        if (await facts.Refresh(cancelled))
            await keys.Refresh(cancelled);
        keys.Tick();
        await keyUses.Write(cancelled);
        await userUses.Write(cancelled);
    }

    protected override void Failed(Exception failure) => CannotLook(failure);

    [LoggerMessage(LogLevel.Warning, "Cannot see whether users, roles or keys have changed.")]
    private partial void CannotLook(Exception e);
}
