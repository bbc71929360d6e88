namespace Vestibule.IdentityChecks;

/// <summary>
/// What has to be ended elsewhere before a check may be cancelled or taken away here. The room that begins something
/// elsewhere registers one.
/// </summary>
/// <param name="Ask">Ends it, and forgets it there too when the check is to go. Null when the check may end here; else words that say why not yet.</param>
public sealed record EndElsewhere(
    Func<HandIn, bool, DateTimeOffset, CancellationToken, Task<string?>> Ask
)
{
    /// <summary>The first that says not yet.</summary>
    public static async Task<string?> All(
        IEnumerable<EndElsewhere> everywhere,
        HandIn handIn,
        bool forget,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        foreach (var elsewhere in everywhere)
        {
            if (await elsewhere.Ask(handIn, forget, at, cancelled) is { } why)
            {
                return why;
            }
        }

        return null;
    }
}
