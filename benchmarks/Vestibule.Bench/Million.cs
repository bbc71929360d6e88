using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Sqlite;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Bench;

/// <summary>A journal of a million lines, verified as <c>vestibule audit verify</c> does.</summary>
internal static class Million
{
    public const string Name = "journal";
    private const int Lines = 1_000_000;
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(30);

    public static async Task<int> Run(string folder)
    {
        var file = new SqliteFile($"Data Source={folder}/journal.db");
        var options = new DbContextOptionsBuilder<SqliteDb>()
            .UseSqlite(file.ConnectionString)
            .Options;
        var chain = new Chain(new JournalKey(new byte[JournalKey.Length]));
        await using (var db = new SqliteDb(options))
        {
            await db.Database.MigrateAsync();
            Fill(file, new Statements(db.Model, loud: false), chain);
        }

        var start = Stopwatch.GetTimestamp();
        var found = await new VerifyChain(new Factory(options), chain).Run(1, default);
        var took = Stopwatch.GetElapsedTime(start);
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        var holds = found is ChainFinding.Intact(Lines, _) && took < AtMost;
        Console.WriteLine(
            $"{(holds ? "PASS" : "FAIL")} {Lines:N0} lines verified in {took.TotalSeconds:0.0} s ({found.GetType().Name}), wanted < {AtMost.TotalSeconds:0} s"
        );
        return holds ? 0 : 1;
    }

    private static void Fill(SqliteFile file, Statements statements, Chain chain)
    {
        using var connection = file.Open();
        using var transaction = connection.BeginTransaction();
        var head = new JournalHead { BusinessId = 1 };
        using var insert = new SqliteInsert(connection, statements, Line(0));
        for (var i = 0; i < Lines; i++)
        {
            var line = chain.Append(head, Line(i));
            insert.Run(line);
            head = new JournalHead
            {
                BusinessId = 1,
                Sequence = line.Sequence,
                Hash = line.Hash,
            };
        }

        using var end = new SqliteInsert(connection, statements, head);
        end.Run(head);
        transaction.Commit();
    }

    private static JournalEntry Line(int i) =>
        new()
        {
            BusinessId = 1,
            Deed = Guid.CreateVersion7(),
            At = DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(i),
            ActorKind = 1,
            ActorUserId = 7,
            ActorName = "operator@example.com",
            Factor = "Bearer",
            From = "203.0.113.0/24",
            Action = JournalAction.Create,
            Entity = "CoworkerIdentityCheck",
            EntityId = i,
            EntityKey = Guid.CreateVersion7(),
            NewValue =
                """{"BusinessId":"1","CoworkerId":"7","IdentityCheckProvider":"1","IdentityDocumentType":"99","VerificationStatus":"1"}""",
            CoworkerKey = Guid.Empty,
            Sealed = new byte[400],
        };

    private sealed class Factory(DbContextOptions<SqliteDb> options)
        : IDbContextFactory<VestibuleDb>
    {
        public VestibuleDb CreateDbContext() => new SqliteDb(options);
    }
}
