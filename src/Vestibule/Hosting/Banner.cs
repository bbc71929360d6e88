namespace Vestibule.Hosting;

/// <summary>
/// Greets on the standard output, which is for people; logs go to the error stream. So a password made just now never
/// gets into a log.
/// </summary>
internal static class Banner
{
    public static void Show(Welcome welcome, IEnumerable<string> urls, Settings settings)
    {
        var wanted =
            !Console.IsOutputRedirected
            || Environment.GetEnvironmentVariable("VESTIBULE_BANNER") is "1";
        foreach (var line in Lines(welcome, Address(urls, settings), settings.Demo, wanted))
        {
            Console.Out.WriteLine(line);
        }

        Console.Out.Flush();
    }

    /// <param name="wanted">Somebody is looking; else only what can never be shown again is said.</param>
    internal static IEnumerable<string> Lines(
        Welcome welcome,
        string address,
        bool demo,
        bool wanted
    )
    {
        if (wanted)
        {
            yield return "";
            yield return demo
                ? $"  Vestibule, DEMO WORLD: nobody here is real · {address}"
                : $"  Vestibule · {address}";
        }

        if (welcome is { AdminEmail: { } made, PasswordOnce: { } password })
        {
            yield return $"  Sign in       {made}  with password  {password}  (shown this once: keep it)";
        }
        else if (wanted && welcome.AdminEmail is { } known)
        {
            yield return $"  Sign in       {known}  with the password you chose";
        }

        if (!wanted)
        {
            yield break;
        }

        var shown = welcome.PasswordOnce ?? "YOUR_PASSWORD";
        yield return $"  Get a token   curl -X POST {address}/api/token -d grant_type=password --data-urlencode username={welcome.AdminEmail ?? "YOUR_EMAIL"} --data-urlencode password={shown}";
        yield return $"  API pages     {address}/docs";
        foreach (var note in welcome.Notes)
        {
            yield return $"  Note          {note}";
        }

        yield return "  Stop          Ctrl-C";
        yield return "";
    }

    private static string Address(IEnumerable<string> urls, Settings settings)
    {
        var first = settings.PublicUrl?.ToString() ?? urls.FirstOrDefault() ?? Serve.DefaultUrls;
        return first
            .TrimEnd('/')
            .Replace("//0.0.0.0", "//localhost")
            .Replace("//[::]", "//localhost");
    }
}
