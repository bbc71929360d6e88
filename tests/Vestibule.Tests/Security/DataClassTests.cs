using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Vestibule.Database;
using Vestibule.Journal;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Security;

/// <summary>Every column has a class of data, and those that hold persons or secrets are named one by one.</summary>
public sealed class DataClassTests
{
    private const string File = "docs/data-classes.csv";
    private static readonly string[] Classes =
    [
        "public",
        "house",
        "account",
        "personal",
        "sealed",
        "secret",
    ];

    [Fact]
    public async Task EveryColumnHasAClass()
    {
        var app = (await Apps.World(DatabaseProvider.Sqlite)).App;
        await using var db = app.Db();
        var tables = db
            .Model.GetEntityTypes()
            .GroupBy(type => type.GetTableName()!)
            .ToDictionary(
                table => table.Key,
                table => table.SelectMany(type => type.GetProperties()).ToList()
            );
        var told = Told();
        tables
            .Keys.Except(told.Keys.Where(key => key.Column is "*").Select(key => key.Table))
            .ShouldBeEmpty($"tables without a line in {File}");
        told.Keys.Where(key =>
                !tables.TryGetValue(key.Table, out var columns)
                || (key.Column is not "*" && columns.All(column => column.Name != key.Column))
            )
            .ShouldBeEmpty($"lines of {File} without a column");
        told.Values.Except(Classes).ShouldBeEmpty("there are no other classes");
        (
            from table in tables
            from column in table.Value
            where NeedsALine(column)
            where
                told.GetValueOrDefault((table.Key, column.Name))
                    is not ("personal" or "sealed" or "secret" or "house")
            select $"{table.Key},{column.Name}"
        ).ShouldBeEmpty(
            $"columns that hold persons or bytes and have no line of their own in {File}"
        );
    }

    private static bool NeedsALine(IProperty column) =>
        column.ClrType == typeof(byte[])
        || column.PropertyInfo?.GetCustomAttribute<PersonalAttribute>() is not null
            && column.DeclaringType.ClrType.Name
                is "Coworker"
                    or "IdentityCheck"
                    or "CheckDocument";

    private static Dictionary<(string Table, string Column), string> Told() =>
        System
            .IO.File.ReadAllLines(Path.Combine(Golden.Root, File))
            .Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(cells => (cells[0], cells[1]), cells => cells[2]);
}
