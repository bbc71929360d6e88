using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Vestibule.Hosting;

/// <summary>Where logs go and what may stand in them.</summary>
internal static class HostingLogs
{
    /// <param name="forPeople">Short lines for a terminal, else a JSON object a line.</param>
    public static void AddHostingLogs(this ILoggingBuilder logging, bool forPeople)
    {
        logging.ClearProviders();
        // The frameworks' information lines hold addresses with their queries, and so what was searched for: never.
        // Said in code, after the settings files, so that no file can turn it on by accident.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        logging.AddFilter("OpenIddict", LogLevel.Warning);
        // One line for each stranger's request ("was challenged") would drown everything else.
        logging.AddFilter("Vestibule.Access.ApiAuthentication", LogLevel.Warning);
        // The error stream: the standard output is for people, and may show a password once.
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
        if (!forPeople)
        {
            logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                // Scopes carry the request's path.
                json.IncludeScopes = false;
            });
        }
        else
        {
            logging.AddSimpleConsole(plain =>
            {
                plain.SingleLine = true;
                plain.TimestampFormat = "HH:mm:ss ";
            });
        }
    }

    /// <summary>Loopback only, unless the owner says otherwise.</summary>
    public static void UseDefaultUrls(this IWebHostBuilder host, IConfiguration configuration)
    {
        string[] places =
        [
            WebHostDefaults.ServerUrlsKey,
            WebHostDefaults.HttpPortsKey,
            WebHostDefaults.HttpsPortsKey,
        ];
        if (places.All(place => string.IsNullOrEmpty(configuration[place])))
        {
            host.UseUrls(Serve.DefaultUrls);
        }
    }
}
