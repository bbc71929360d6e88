using System.Data;
using Npgsql;
using Vestibule.Database.Writing;

namespace Vestibule.Database.Postgres;

/// <summary>
/// Statements sent together and answered together. After an error the server skips the rest, so the place of the
/// error names its caller and everything before it has been read.
/// </summary>
internal sealed class Trip(NpgsqlConnection connection, Statements statements)
{
    // Parameters are made by the model's type mappings, which ask for a command but keep nothing of it.
    private static readonly NpgsqlCommand Maker = new();

    private readonly List<Stop> stops = [];

    /// <param name="Read">For every row; null exactly when the statement returns none.</param>
    private sealed record Stop(
        NpgsqlBatchCommand Command,
        Waiter? Waiter,
        Step? Step,
        Action<NpgsqlDataReader>? Read
    );

    public void Say(string sql, params NpgsqlParameter[] parameters) => Ask(sql, null, parameters);

    public void Ask(string sql, Action<NpgsqlDataReader>? read, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        stops.Add(new(command, null, null, read));
    }

    /// <summary>The steps of a deed between SAVEPOINT and RELEASE. What the model refuses fails here, before it is sent.</summary>
    public void Add(Waiter caller)
    {
        var from = stops.Count;
        try
        {
            stops.Add(new(new("SAVEPOINT deed"), caller, null, null));
            foreach (var step in caller.Deed.Steps)
                Add(step, caller);
            stops.Add(new(new("RELEASE deed"), caller, null, null));
        }
        catch (Exception bug)
        {
            stops.RemoveRange(from, stops.Count - from);
            caller.Broken = bug;
        }
    }

    public void Add(Step step, Waiter? caller)
    {
        var statement = statements.Of(step);
        var command = new NpgsqlBatchCommand(statement.Sql);
        for (var i = 0; i < statement.Places.Count; i++)
        {
            var parameter = statement.Places[i].Parameter(Maker, "");
            parameter.Value = statement.Value(i, step);
            command.Parameters.Add((NpgsqlParameter)parameter);
        }
        stops.Add(new(command, caller, step, Reader(statement, step)));
    }

    /// <summary>
    /// Null when all went well. When a deed failed, its caller is answered and what is left comes back as the next
    /// trip. Failures outside any deed, and those that end the transaction, are thrown.
    /// </summary>
    public async Task<Trip?> Go()
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var stop in stops)
            batch.BatchCommands.Add(stop.Command);
        try
        {
            await using var reader = await batch.ExecuteReaderAsync();
            foreach (var stop in stops.Where(s => s.Read is not null))
            {
                while (await reader.ReadAsync())
                    stop.Read!(reader);
                await reader.NextResultAsync();
            }
            return null;
        }
        catch (PostgresException why)
            when (connection.State == ConnectionState.Open && At(why) is { Waiter: { } caller } at)
        {
            if (why.SqlState == PostgresErrorCodes.DeadlockDetected)
                throw;
            caller.Answer = Why(why, at.Step);
            caller.Broken = caller.Answer is null ? why : null;
            return Behind(caller);
        }
    }

    private Stop? At(PostgresException why) => stops.Find(s => s.Command == why.BatchCommand);

    private Trip Behind(Waiter failed)
    {
        var rest = new Trip(connection, statements);
        rest.Say("ROLLBACK TO deed");
        rest.Say("RELEASE deed");
        rest.stops.AddRange(stops.Skip(stops.FindLastIndex(s => s.Waiter == failed) + 1));
        return rest;
    }

    private static Action<NpgsqlDataReader>? Reader(Statement statement, Step step) =>
        statement switch
        {
            { Generated: not null } => reader =>
                statement.Number(Statement.RowOf(step), Convert.ToInt64(reader.GetValue(0))),
            { MustHit: true } => _ => { },
            _ => null,
        };

    private Written? Why(PostgresException why, Step? step) =>
        (why.SqlState, step) switch
        {
            (PostgresErrorCodes.DivisionByZero, _) => new Written.Lost(),
            (PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled, _) =>
                new Written.Busy(),
            (PostgresErrorCodes.UniqueViolation, Step.Insert(KeyedRequest)) =>
                new Written.Repeated(),
            (PostgresErrorCodes.UniqueViolation, _) => new Written.Duplicate(
                Constraints.Unique(statements.Model, why.ConstraintName!) ?? why.ConstraintName!
            ),
            (PostgresErrorCodes.ForeignKeyViolation, Step.Delete or Step.DeleteWhere) =>
                new Written.InUse(),
            (PostgresErrorCodes.ForeignKeyViolation, _) => new Written.Missing(
                Constraints.Pointing(statements.Model, why.ConstraintName!) ?? why.ConstraintName!
            ),
            _ => null,
        };
}
