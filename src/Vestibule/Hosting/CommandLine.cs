using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vestibule.Database;

namespace Vestibule.Hosting;

/// <summary>
/// <c>vestibule</c> alone serves; <c>vestibule NOUN VERB</c> does one thing and ends. Settings are given to either in
/// the same way; whatever a command does not know itself is taken for one.
/// </summary>
public static class CommandLine
{
    /// <param name="addCommands">Puts the rooms' commands on the root.</param>
    /// <param name="serve">Runs the server with the whole line.</param>
    public static Task<int> Run(
        string[] args,
        Action<RootCommand, Workbench> addCommands,
        Action<WebApplicationBuilder, Settings> furnish,
        Func<string[], Task<int>> serve
    )
    {
        if (
            args is []
            || (args[0].StartsWith("--", StringComparison.Ordinal) && !AsksForHelp(args))
        )
        {
            return serve(args);
        }

        var root = new RootCommand(
            "Identity and address checks for coworking spaces. Without a command: serves."
        );
        addCommands(root, new Workbench(furnish));
        LetSettingsThrough(root);
        var line = root.Parse(args);
        return line.Errors.Count > 0 ? Misspelt(line) : line.InvokeAsync();
    }

    private static bool AsksForHelp(string[] args) => args[0] is "--help" or "--version";

    // The whole help would push the one line that matters off the screen.
    private static async Task<int> Misspelt(ParseResult line)
    {
        await line.InvocationConfiguration.Error.WriteLineAsync(
            $"{Words(line)}. See: vestibule {string.Concat(Path(line.CommandResult))}--help"
        );
        return (int)ExitCode.Misspelt;
    }

    // That a command is wanted is said first, and would hide that one was given.
    private static string Words(ParseResult line) =>
        line.CommandResult.Command.Subcommands.Count > 0
        && line.UnmatchedTokens.FirstOrDefault(word => !word.StartsWith('-')) is { } strange
            ? $"\"{strange}\" is no command"
            : line.Errors[0].Message.TrimEnd('.');

    private static IEnumerable<string> Path(CommandResult at) =>
        at.Parent is CommandResult above ? [.. Path(above), $"{at.Command.Name} "] : [];

    // A mistyped word in the place of a command stays an error; it is the commands that take settings.
    private static void LetSettingsThrough(Command command)
    {
        foreach (var child in command.Subcommands)
        {
            child.TreatUnmatchedTokensAsErrors = child.Subcommands.Count > 0;
            LetSettingsThrough(child);
        }
    }
}

/// <summary>Where commands work: the rooms as the server has them, with nothing served and nothing made.</summary>
public sealed class Workbench(Action<WebApplicationBuilder, Settings> furnish)
{
    /// <summary>Lets a command work on data that is there; what is wrong is told as at the start of the server.</summary>
    /// <param name="work">Answers what the process is to answer.</param>
    public async Task<int> Work(
        ParseResult line,
        Func<IServiceProvider, CancellationToken, Task<ExitCode>> work,
        CancellationToken cancelled
    )
    {
        try
        {
            if (
                Furnished.From([.. line.UnmatchedTokens], furnish)
                is not
                (var builder, var settings)
            )
            {
                return (int)ExitCode.BadSettings;
            }

            RefuseWithoutData(settings);
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            await Preflight.Database(settings.Database, cancelled);
            await using var rooms = builder.Build();
            await using var scope = rooms.Services.CreateAsyncScope();
            return (int)await work(scope.ServiceProvider, cancelled);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return (int)Furnished.Tell(fault);
        }
    }

    /// <summary>A command without options of its own, which works on data that is there and says what it found.</summary>
    public Command Verb(
        string name,
        string description,
        Func<IServiceProvider, TextWriter, CancellationToken, Task<ExitCode>> work
    )
    {
        var command = new Command(name, description);
        command.SetAction(
            (line, cancelled) =>
                Work(
                    line,
                    (rooms, stop) => work(rooms, line.InvocationConfiguration.Output, stop),
                    cancelled
                )
        );
        return command;
    }

    /// <summary>Lets a command look at whatever there is, be it nothing: rooms are made, and nothing in them is begun.</summary>
    public async Task<int> Look(
        ParseResult line,
        Func<IServiceProvider, CancellationToken, Task<ExitCode>> look,
        CancellationToken cancelled
    )
    {
        try
        {
            if (Furnished.From([.. line.UnmatchedTokens], furnish) is not (var builder, _))
            {
                return (int)ExitCode.BadSettings;
            }

            // What is wrong is said by the command itself.
            builder.Logging.ClearProviders();
            await using var rooms = builder.Build();
            return (int)await look(rooms.Services, cancelled);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return (int)Furnished.Tell(fault);
        }
    }

    // A command that made a key or a folder where there is no data would hide that it was pointed at the wrong place.
    private static void RefuseWithoutData(Settings settings)
    {
        if (!File.Exists(settings.Vault.MasterKeyFile))
        {
            throw new StartRefused(
                "Vestibule:Vault:MasterKeyFile",
                $"there is no {settings.Vault.MasterKeyFile}; say where the data is, as in --Vestibule:DataPath=/var/lib/vestibule"
            );
        }

        if (
            settings.Database.Provider is DatabaseProvider.Sqlite
            && new SqliteConnectionStringBuilder(settings.Database.ConnectionString).DataSource
                is var file
            && !File.Exists(file)
        )
        {
            throw new StartRefused(
                "ConnectionStrings:Vestibule",
                $"there is no database at {Path.GetFullPath(file)}"
            );
        }
    }
}
