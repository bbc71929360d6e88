using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Vestibule.Database;

namespace Vestibule.Hosting;

/// <summary>Which databases there are. Connection strings hold passwords: no message ever repeats one.</summary>
internal static class ReadConnections
{
    private const string Provider = "Vestibule:Database:Provider";
    private const string Main = "ConnectionStrings:Vestibule";
    private const string KeyStore = "ConnectionStrings:Keys";

    public static DatabaseSettings Database(SettingsSheet sheet, string dataPath)
    {
        var provider = sheet.Choice(Provider, DatabaseProvider.Sqlite);
        var given = sheet.Text(Main);
        if (given is null && provider is DatabaseProvider.Postgres)
        {
            sheet.Refuse(
                Main,
                $"is missing; {Provider} is Postgres, so give one like Host=localhost;Database=vestibule;Username=…;Password=…"
            );
        }
        else if (given is not null && !Parses(provider, given))
        {
            sheet.Refuse(
                Main,
                $"is no connection string of {provider}; check {Provider} and the spelling of its parts"
            );
        }

        var file = Path.Combine(dataPath, "vestibule.db");
        return new DatabaseSettings(
            provider,
            given ?? new SqliteConnectionStringBuilder { DataSource = file }.ConnectionString
        );
    }

    public static KeySettings Keys(SettingsSheet sheet, string dataPath, DatabaseSettings main)
    {
        var given = sheet.Text(KeyStore);
        if (given is not null && !Parses(DatabaseProvider.Postgres, given))
        {
            sheet.Refuse(
                KeyStore,
                "is no connection string of PostgreSQL; leave it away to keep the keys on disk"
            );
        }
        else if (given is not null && SameDatabase(given, main))
        {
            sheet.Refuse(
                KeyStore,
                $"names the database of {Main}; keys need one of their own, backed up apart"
            );
        }

        return new KeySettings(Path.Combine(dataPath, "keys"), given);
    }

    private static bool Parses(DatabaseProvider provider, string text)
    {
        try
        {
            DbConnectionStringBuilder parts = provider switch
            {
                DatabaseProvider.Sqlite => new SqliteConnectionStringBuilder(text),
                DatabaseProvider.Postgres => new NpgsqlConnectionStringBuilder(text),
            };
            return parts is not NpgsqlConnectionStringBuilder { Host: null or "" };
        }
        // Both builders answer a bad word with ArgumentException and a bad number with one of the others.
        catch (Exception mistake)
            when (mistake
                    is ArgumentException
                        or FormatException
                        or InvalidCastException
                        or OverflowException
            )
        {
            return false;
        }
    }

    private static bool SameDatabase(string keys, DatabaseSettings main)
    {
        if (
            main.Provider is not DatabaseProvider.Postgres
            || !Parses(main.Provider, main.ConnectionString)
        )
        {
            return false;
        }

        var (one, other) = (
            new NpgsqlConnectionStringBuilder(keys),
            new NpgsqlConnectionStringBuilder(main.ConnectionString)
        );
        return (one.Host, one.Port, one.Database) == (other.Host, other.Port, other.Database);
    }
}
