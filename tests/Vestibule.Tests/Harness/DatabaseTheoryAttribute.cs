using System.Reflection;
using System.Runtime.CompilerServices;
using Vestibule.Database;
using Xunit.Sdk;
using Xunit.v3;

namespace Vestibule.Tests.Harness;

/// <summary>
/// A test that touches storage: <c>[DatabaseTheory] public async Task Keeps(TestDatabase db)</c> runs on SQLite and on
/// PostgreSQL, each time with a database of its own.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatabaseTheoryAttribute(
    [CallerFilePath] string? file = null,
    [CallerLineNumber] int line = -1
) : TheoryAttribute(file, line), IDataAttribute
{
    /// <summary>Only there; null means on both.</summary>
    public string? Only { get; init; }

    bool? IDataAttribute.Explicit => null;
    string? IDataAttribute.Label => null;
    string? IDataAttribute.Skip => null;
    Type? IDataAttribute.SkipType => null;
    string? IDataAttribute.SkipUnless => null;
    string? IDataAttribute.SkipWhen => null;
    string? IDataAttribute.TestDisplayName => null;
    int? IDataAttribute.Timeout => null;
    string[]? IDataAttribute.Traits => null;

    public async ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod,
        DisposalTracker disposalTracker
    )
    {
        var rows = new List<ITheoryDataRow>();
        foreach (var provider in Enum.GetValues<DatabaseProvider>())
        {
            if (Only is not null && Only != provider.ToString())
                continue;
            if (TestDatabases.Absent(provider) is { } reason)
            {
                rows.Add(
                    new TheoryDataRow<TestDatabase?>(null)
                    {
                        Skip = reason,
                        Label = provider.ToString(),
                    }
                );
                continue;
            }
            var database = await TestDatabase.On(provider);
            disposalTracker.Add(database);
            rows.Add(new TheoryDataRow<TestDatabase>(database) { Label = provider.ToString() });
        }
        return rows;
    }

    public bool SupportsDiscoveryEnumeration() => false;
}
