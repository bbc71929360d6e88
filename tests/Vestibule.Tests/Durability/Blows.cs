using System.Diagnostics;
using Npgsql;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

/// <summary>What is done to a PostgreSQL's connections from outside.</summary>
internal static class Blows
{
    /// <summary>Kills the process behind one connection; the others see that it has died and start over from the log.</summary>
    public static async Task KillBackend(PostgresCluster cluster, string database)
    {
        var pid = await Ask(
            cluster,
            $"SELECT pid FROM pg_stat_activity WHERE application_name = 'vestibule writer' AND datname = '{database}' LIMIT 1"
        );
        using var backend = Process.GetProcessById((int)pid);
        backend.Kill();
    }

    /// <param name="whose">A condition on <c>pg_stat_activity</c>.</param>
    public static Task Terminate(PostgresCluster cluster, string whose) =>
        Ask(
            cluster,
            $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {whose} AND pid <> pg_backend_pid()"
        );

    /// <summary>Who is connected, and what each is doing.</summary>
    public static async Task<string> Connections(PostgresCluster cluster) =>
        (string)
            await Ask(
                cluster,
                "SELECT coalesce(string_agg(concat_ws(' ', pid, application_name, state, wait_event_type, wait_event, now() - state_change, left(query, 80)), E'\n'), '') FROM pg_stat_activity"
            );

    // After the last blow the database may not be back yet, and pooled connections are from before it.
    private static async Task<object> Ask(PostgresCluster cluster, string sql)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(
                    $"{cluster.Server};Pooling=False"
                );
                await connection.OpenAsync();
                await using var command = new NpgsqlCommand(sql, connection);
                if (await command.ExecuteScalarAsync() is { } answer)
                {
                    return answer;
                }
            }
            catch (NpgsqlException) when (tries < 100)
            {
                // Not back yet.
            }

            await Task.Delay(100);
        }
    }
}
