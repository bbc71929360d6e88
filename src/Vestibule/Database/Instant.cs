namespace Vestibule.Database;

/// <summary>Instants as both databases can keep them.</summary>
public static class Instant
{
    /// <summary>Now, cut to whole microseconds: PostgreSQL keeps no more, and what was answered must be what is read back.</summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
