using Microsoft.AspNetCore.Builder;

namespace Vestibule.Hosting;

/// <summary>The rooms furnished by checked settings, before anything of them is used: for the server and for commands.</summary>
internal static class Furnished
{
    /// <summary>Null when the line or the settings are wrong; each mistake is told in one line on the error stream.</summary>
    public static (WebApplicationBuilder Builder, Settings Settings)? From(
        string[] args,
        Action<WebApplicationBuilder, Settings> furnish
    )
    {
        if (Told(CheckArguments.Mistakes(args)))
        {
            return null;
        }

        var builder = NewBuilder(args);
        var (settings, mistakes) = ReadSettings.From(builder.Configuration);
        if (Told(mistakes))
        {
            return null;
        }

        builder.AddHosting(settings);
        furnish(builder, settings);
        return (builder, settings);
    }

    public static ExitCode Tell(Exception fault)
    {
        if (StartRefused.From(fault) is { } refused)
        {
            Console.Error.WriteLine(refused.Message);
            return refused.IsMistake ? ExitCode.BadSettings : ExitCode.Unavailable;
        }

        Console.Error.WriteLine($"Vestibule stopped because of a fault of its own: {fault}");
        return ExitCode.Fault;
    }

    private static WebApplicationBuilder NewBuilder(string[] args)
    {
        // Settings files and page assets lie beside the program, wherever it is started from.
        var options = new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        };
        try
        {
            return WebApplication.CreateBuilder(options);
        }
        catch (Exception mistake) when (mistake is InvalidDataException or FormatException)
        {
            var why = mistake.InnerException is { } inner
                ? $"{mistake.Message} {inner.Message}"
                : mistake.Message;
            throw new StartRefused("appsettings.json", why.ReplaceLineEndings(" "), mistake)
            {
                IsMistake = true,
            };
        }
    }

    private static bool Told(IEnumerable<string> mistakes)
    {
        var any = false;
        foreach (var mistake in mistakes)
        {
            Console.Error.WriteLine(mistake);
            any = true;
        }

        return any;
    }
}
