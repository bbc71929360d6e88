using System.Data.Common;
using System.Security.Cryptography;

namespace Vestibule.Vault;

/// <summary>
/// One key for each person, wrapped by a business key and durable before it is handed out. Shredding it makes all that
/// person's sealed files and values unreadable, and leaves a tombstone: a shredded person never gets a second key.
/// </summary>
public sealed class CoworkerKeyStore(
    CoworkerKeyOptions options,
    KeyRing ring,
    DurableFs fs,
    TimeProvider clock
) : IDisposable
{
    private readonly CoworkerKeyDatabase database = new(options, fs);
    private readonly CoworkerKeyCache cache = new(
        options.CacheSize,
        options.CacheAge ?? TimeSpan.FromMinutes(1),
        clock
    );

    /// <summary>The person's key, made under this business at first use. Null when it was shredded.</summary>
    /// <exception cref="SealBrokenException">The stored key was changed, or wrapped under another master key.</exception>
    public async ValueTask<CoworkerKey?> ForAsync(
        Guid coworker,
        Guid business,
        CancellationToken cancelled
    )
    {
        if (cache.Find(coworker) is { } kept)
            return kept;
        var parent = await ring.BusinessAsync(business, cancelled);
        await using var connection = await database.OpenAsync(cancelled);
        var shreds = cache.Shreds;
        var row = await ReadAsync(connection, coworker, cancelled);
        if (row is null)
        {
            await InsertAsync(connection, coworker, business, parent, cancelled);
            row = await ReadAsync(connection, coworker, cancelled);
        }
        return await UnwrapAsync(coworker, row!, shreds, cancelled);
    }

    /// <summary>The person's key if there is one; never makes one. Null when it was shredded or never made.</summary>
    /// <exception cref="SealBrokenException">As <see cref="ForAsync"/>.</exception>
    public async ValueTask<CoworkerKey?> FindAsync(Guid coworker, CancellationToken cancelled)
    {
        if (cache.Find(coworker) is { } kept)
            return kept;
        await using var connection = await database.OpenAsync(cancelled);
        var shreds = cache.Shreds;
        var row = await ReadAsync(connection, coworker, cancelled);
        return row is null ? null : await UnwrapAsync(coworker, row, shreds, cancelled);
    }

    /// <summary>Whether there is a store at all; the first key makes one.</summary>
    public Task<bool> ExistsAsync(CancellationToken cancelled) => database.ExistsAsync(cancelled);

    /// <summary>Whether the store has ever had a key of this person, be it shredded.</summary>
    public async ValueTask<bool> KnowsAsync(Guid coworker, CancellationToken cancelled)
    {
        await using var connection = await database.OpenAsync(cancelled);
        return await ReadAsync(connection, coworker, cancelled) is not null;
    }

    /// <summary>Whether the key was destroyed on purpose; false also when it was never made, or got lost.</summary>
    public async ValueTask<bool> WasShreddedAsync(Guid coworker, CancellationToken cancelled)
    {
        await using var connection = await database.OpenAsync(cancelled);
        return await ReadAsync(connection, coworker, cancelled) is { Wrapped: null };
    }

    /// <summary>
    /// Destroys the person's key, durably, whether or not it had been made; may be repeated. Other instances stop using
    /// it within the cache's age.
    /// </summary>
    /// <exception cref="DurabilityException">The key is gone from its row but perhaps not yet from the log: repeat.</exception>
    public async Task ShredAsync(Guid coworker, CancellationToken cancelled)
    {
        await using var connection = await database.OpenAsync(cancelled);
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = """
                INSERT INTO CoworkerKeys (Coworker, Business, Wrapped, CreatedOn, ShreddedOn)
                VALUES (@coworker, NULL, NULL, @at, @at)
                ON CONFLICT (Coworker) DO UPDATE
                SET Wrapped = NULL, ShreddedOn = COALESCE(CoworkerKeys.ShreddedOn, excluded.ShreddedOn)
                """;
            Add(command, "@coworker", KeyName.Text(coworker));
            Add(command, "@at", clock.GetUtcNow().ToUnixTimeMilliseconds());
            await command.ExecuteNonQueryAsync(cancelled);
        }
        cache.Drop(coworker);
        await database.ForgetAsync(connection, cancelled);
    }

    public void Dispose() => database.Dispose();

    private async Task<CoworkerKey?> UnwrapAsync(
        Guid coworker,
        Row row,
        long shreds,
        CancellationToken cancelled
    )
    {
        if (row.Wrapped is null || row.Business is not { } business)
            return null;
        var parent = await ring.BusinessAsync(business, cancelled);
        var name = KeyName.Business(business, Wrapping.ParentVersion(row.Wrapped));
        var raw = Wrapping.Unwrap(parent, name, KeyName.Coworker(coworker), row.Wrapped);
        var key = new CoworkerKey(coworker, raw);
        CryptographicOperations.ZeroMemory(raw);
        cache.Keep(key, shreds);
        return key;
    }

    private async Task InsertAsync(
        DbConnection connection,
        Guid coworker,
        Guid business,
        byte[] parent,
        CancellationToken cancelled
    )
    {
        var raw = RandomNumberGenerator.GetBytes(Wrapping.KeySize);
        var parentName = KeyName.Business(business, KeyRing.FirstVersion);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO CoworkerKeys (Coworker, Business, Wrapped, CreatedOn, ShreddedOn)
            VALUES (@coworker, @business, @wrapped, @at, NULL)
            ON CONFLICT (Coworker) DO NOTHING
            """;
        Add(command, "@coworker", KeyName.Text(coworker));
        Add(command, "@business", KeyName.Text(business));
        Add(
            command,
            "@wrapped",
            Wrapping.Wrap(parent, parentName, KeyName.Coworker(coworker), raw)
        );
        Add(command, "@at", clock.GetUtcNow().ToUnixTimeMilliseconds());
        await command.ExecuteNonQueryAsync(cancelled);
        CryptographicOperations.ZeroMemory(raw);
    }

    private static async Task<Row?> ReadAsync(
        DbConnection connection,
        Guid coworker,
        CancellationToken cancelled
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT Business, Wrapped FROM CoworkerKeys WHERE Coworker = @coworker";
        Add(command, "@coworker", KeyName.Text(coworker));
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        if (!await reader.ReadAsync(cancelled))
            return null;
        return new Row(
            await reader.IsDBNullAsync(0, cancelled) ? null : Guid.Parse(reader.GetString(0)),
            await reader.IsDBNullAsync(1, cancelled) ? null : reader.GetFieldValue<byte[]>(1)
        );
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private sealed record Row(Guid? Business, byte[]? Wrapped);
}
