using Npgsql;
using NpgsqlTypes;
using Vestibule.Journal;

namespace Vestibule.Database.Postgres;

/// <summary>The rows at the ends of the chains. Whoever holds their locks writes to these chains, and nobody else.</summary>
internal static class PostgresHeads
{
    private const string Make =
        """INSERT INTO "JournalHeads" ("BusinessId", "Sequence", "Hash") SELECT id, 0, $2 FROM unnest($1) AS id ON CONFLICT DO NOTHING""";

    private const string Take =
        """SELECT "BusinessId", "Sequence", "Hash" FROM "JournalHeads" WHERE "BusinessId" = ANY($1) ORDER BY "BusinessId" FOR UPDATE""";

    private const string Line =
        """SELECT "Hash" FROM "JournalEntries" WHERE "BusinessId" = $1 AND "Sequence" = $2""";

    /// <summary>In order, or two batches lock the same heads crosswise. Those not known to be there are made first.</summary>
    public static void Lock(
        Trip trip,
        IReadOnlyList<long> chains,
        IReadOnlySet<long> known,
        Action<JournalHead> found
    )
    {
        long[] ordered = [.. chains.Order()];
        if (ordered.Where(c => !known.Contains(c)).ToArray() is { Length: > 0 } missing)
            trip.Say(Make, Numbers(missing), new() { Value = new byte[32] });
        if (ordered.Length > 0)
            trip.Ask(Take, reader => found(Read(reader)), Numbers(ordered));
    }

    /// <summary>
    /// Whether a line was committed by a connection that died over it: one line decides for its whole batch. Taking the
    /// lock of its head, or making the head, first waits until the old transaction has ended, whichever way.
    /// </summary>
    public static async Task<bool> Holds(Trip trip, JournalEntry line)
    {
        var holds = false;
        Lock(trip, [line.BusinessId], new HashSet<long>(), _ => { });
        trip.Ask(
            Line,
            reader => holds = reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(line.Hash),
            new NpgsqlParameter { Value = line.BusinessId },
            new NpgsqlParameter { Value = line.Sequence }
        );
        await trip.Go();
        return holds;
    }

    private static JournalHead Read(NpgsqlDataReader reader) =>
        new()
        {
            BusinessId = reader.GetInt64(0),
            Sequence = reader.GetInt64(1),
            Hash = reader.GetFieldValue<byte[]>(2),
        };

    private static NpgsqlParameter Numbers(long[] value) =>
        new() { Value = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
}
