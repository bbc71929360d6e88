using Npgsql;
using Vestibule.Database.Reading;

namespace Vestibule.Database.Postgres;

/// <summary>Looking up on PostgreSQL: one pipelined trip, prepared by the driver.</summary>
internal sealed class PostgresLookup(PostgresServer server, Selections selections) : Lookup
{
    // Parameters are made by the model's type mappings, which ask for a command but keep nothing of it.
    private static readonly NpgsqlCommand Maker = new();

    private readonly NpgsqlDataSource pool = server.Lookups();

    public override async ValueTask<IReadOnlyList<IReadOnlyList<object>>> Find(
        IReadOnlyList<Sought> sought,
        CancellationToken cancelled
    )
    {
        await using var batch = pool.CreateBatch();
        foreach (var question in sought)
            batch.BatchCommands.Add(Command(question));
        await using var reader = await batch.ExecuteReaderAsync(cancelled);
        var found = new List<IReadOnlyList<object>>(sought.Count);
        foreach (var question in sought)
        {
            var (rows, selection) = (new List<object>(), selections.Of(question));
            while (await reader.ReadAsync(cancelled))
                rows.Add(selection.Row(reader));
            found.Add(rows);
            await reader.NextResultAsync(cancelled);
        }
        return found;
    }

    public override ValueTask DisposeAsync() => pool.DisposeAsync();

    private NpgsqlBatchCommand Command(Sought question)
    {
        var selection = selections.Of(question);
        var command = new NpgsqlBatchCommand(selection.Sql);
        var parameter = (NpgsqlParameter)selection.Place.Parameter(Maker, "");
        parameter.Value = selection.Place.Kept(question.Value);
        command.Parameters.Add(parameter);
        return command;
    }
}
