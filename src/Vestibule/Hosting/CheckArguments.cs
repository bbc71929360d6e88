namespace Vestibule.Hosting;

/// <summary>
/// The configuration system swallows what it does not understand: <c>--emtpy --urls x</c> gives <c>emtpy</c> the
/// value <c>--urls</c>. So the command line is read first for what cannot be meant.
/// </summary>
internal static class CheckArguments
{
    // What ASP.NET Core's host reads from the top level, and hosting tools (design-time, test hosts) pass on.
    private static readonly string[] HostOptions =
    [
        "urls",
        "environment",
        "contentRoot",
        "applicationName",
        "webroot",
        "http_ports",
        "https_ports",
        "shutdownTimeoutSeconds",
        "suppressStatusMessages",
        "captureStartupErrors",
        "detailedErrors",
        "preferHostingUrls",
        "preventHostingStartup",
        "hostingStartupAssemblies",
        "hostingStartupExcludeAssemblies",
        "startupAssembly",
        "staticWebAssets",
        "forwardedHeaders_enabled",
    ];

    private static readonly string[] Sections =
    [
        "Vestibule:",
        "ConnectionStrings:",
        "Logging:",
        "Kestrel:",
    ];

    public static IEnumerable<string> Mistakes(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                yield return $"{args[i]}: is no option; options look like --urls http://127.0.0.1:5080";
                continue;
            }

            var equals = args[i].IndexOf('=');
            var name = equals < 0 ? args[i][2..] : args[i][2..equals];
            var next = i + 1 < args.Length ? args[i + 1] : "--";
            var hasValue = equals >= 0 || !next.StartsWith("--", StringComparison.Ordinal);
            if (!IsKnown(name))
            {
                yield return $"--{name}: there is no such option; did you mean --{Spelling.Nearest(name, HostOptions)}?";
            }
            else if (!hasValue)
            {
                yield return $"--{name}: needs a value, as in --{name}=…";
            }

            i += equals < 0 && hasValue ? 1 : 0;
        }
    }

    private static bool IsKnown(string name) =>
        HostOptions.Contains(name, StringComparer.OrdinalIgnoreCase)
        || Sections.Any(section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase));
}
