namespace Vestibule.Database.Writing;

/// <summary>Writes that are worked out from what was read: when somebody else was faster, everything is done again.</summary>
public static class Afresh
{
    public const int Tries = 3;

    /// <summary>Runs <paramref name="attempt"/>, again while it is <see cref="Written.Lost"/>.</summary>
    /// <param name="attempt">
    /// Reads, works out and writes; says what the writer made of it (null when there was nothing for it) and what to answer.
    /// </param>
    /// <returns>The answer of the last attempt.</returns>
    public static async Task<A> Write<A>(
        Func<Task<(Written? Written, A Answer)>> attempt,
        int tries = Tries
    )
    {
        for (var left = tries; ; left--)
        {
            var (written, answer) = await attempt();
            if (written is not Written.Lost || left <= 1)
            {
                return answer;
            }
        }
    }
}
