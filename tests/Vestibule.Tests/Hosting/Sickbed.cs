using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Hosting.Doctor;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Hosting;

/// <summary>A server that has worked and stopped, with its key apart from its data, for the doctor to look at.</summary>
internal sealed class Sickbed
{
    private static readonly Lazy<Task<Sickbed>> OnSqlite = new(() =>
        Worked(DatabaseProvider.Sqlite)
    );
    private static readonly Lazy<Task<Sickbed>> OnPostgres = new(() =>
        Worked(DatabaseProvider.Postgres)
    );

    private readonly Dictionary<string, string?> settings;

    private Sickbed(DatabaseProvider provider, string folder, string connection)
    {
        (Data, Key) = (Path.Combine(folder, "data"), Path.Combine(folder, "master.key"));
        Connection = connection;
        settings = new()
        {
            ["Vestibule:DataPath"] = Data,
            ["Vestibule:Vault:MasterKeyFile"] = Key,
            ["Vestibule:Database:Provider"] = provider.ToString(),
            ["ConnectionStrings:Vestibule"] = connection,
        };
        Directory.CreateDirectory(
            Data,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
    }

    public string Data { get; }

    public string Key { get; }

    public string Checkpoints => $"{Data}-checkpoints.jsonl";

    public string Connection { get; }

    public long Free { get; set; } = 100L * 1024 * 1024 * 1024;

    public TimeSpan ClockOff { get; set; }

    /// <summary>Where tests run there may be nothing but memory.</summary>
    public Func<string, string> FileSystem { get; set; } = _ => "ext4";

    public void Set(string name, string value) => settings[name] = value;

    /// <summary>Tampers with a copy of the database, where it is SQLite's.</summary>
    public void Alter(string sql)
    {
        var copy = Path.Combine(Data, "altered.db");
        using (var shared = new SqliteConnection(Connection + ";Pooling=False"))
        {
            Do(shared, $"VACUUM INTO '{copy}'");
        }

        Set("ConnectionStrings:Vestibule", $"Data Source={copy}");
        using var own = new SqliteConnection($"Data Source={copy};Pooling=False");
        Do(own, sql);
    }

    private static void Do(SqliteConnection connection, string sql)
    {
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <param name="harm">What is put wrong before the doctor comes.</param>
    public static async Task<Diagnosis> In(DatabaseProvider provider, Action<Sickbed>? harm = null)
    {
        if (TestDatabases.Absent(provider) is { } reason)
        {
            Assert.Skip(reason);
        }

        var worked = await (provider is DatabaseProvider.Sqlite ? OnSqlite : OnPostgres).Value;
        var bed = new Sickbed(provider, LeftBehind.Folder("vestibule-doctor-"), worked.Connection);
        File.Copy(worked.Key, bed.Key);
        foreach (
            var file in Directory.EnumerateFiles(worked.Data, "*", SearchOption.AllDirectories)
        )
        {
            var copy = Path.Combine(bed.Data, Path.GetRelativePath(worked.Data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.Copy(worked.Checkpoints, bed.Checkpoints);
        harm?.Invoke(bed);
        return await bed.Examine();
    }

    private static async Task<Sickbed> Worked(DatabaseProvider provider)
    {
        var bed = new Sickbed(
            provider,
            LeftBehind.Folder("vestibule-doctor-"),
            await TestDatabases.Fresh(provider)
        );
        await using var app = await VestibuleApp.Start(
            provider,
            bed.Data,
            bed.Connection,
            null,
            ("Vestibule:Vault:MasterKeyFile", bed.Key),
            ("Vestibule:Journal:CheckpointFile", bed.Checkpoints)
        );
        return bed;
    }

    private async Task<Diagnosis> Examine()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        var (read, mistakes) = ReadSettings.From(builder.Configuration);
        mistakes.ShouldBeEmpty();
        builder.Services.AddSingleton<TimeProvider>(
            new FakeTimeProvider(TimeProvider.System.GetUtcNow() + ClockOff)
        );
        builder.AddHosting(read);
        Program.Furnish(builder, read);
        builder.Logging.ClearProviders();
        await using var rooms = builder.Build();
        using var text = new StringWriter();
        var code = await ExamineHouse.Run(
            Patient.Of(rooms.Services) with
            {
                FreeBytes = _ => Free,
                FileSystem = FileSystem,
            },
            text,
            TestContext.Current.CancellationToken
        );
        return new Diagnosis(code, text.ToString());
    }
}

/// <summary>What the doctor said.</summary>
internal sealed record Diagnosis(ExitCode Code, string Text)
{
    /// <summary>It is found, named and enough to end badly.</summary>
    /// <param name="others">One harm may be seen in several places; else it is the only one.</param>
    public void ShouldTell(string name, string words, bool others = false)
    {
        var bad = Text.Split('\n')
            .Where(line => line.StartsWith("BAD", StringComparison.Ordinal))
            .ToList();
        bad.ShouldContain(
            line =>
                line.StartsWith($"BAD   {name}: ", StringComparison.Ordinal)
                && line.Contains(words, StringComparison.Ordinal),
            Text
        );
        if (!others)
        {
            bad.Count.ShouldBe(1, Text);
        }

        Code.ShouldBe(ExitCode.DoesNotHold, Text);
    }
}
