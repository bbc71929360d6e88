using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Access;

/// <summary>
/// Makes and revokes API keys. A key is its user's whole power, so only a full administrator makes one for somebody
/// else. Told in the network's chain, without the digest.
/// </summary>
public sealed class SaveApiKey(AccessTurn access, Writer writer, Book book)
{
    private const string Entity = "ApiKey";

    public Task<Saved<ApiKey>> Create(
        ApiKeyRequest asked,
        KeySecret secret,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        access.Take<ApiKey>(
            async (db, raise) =>
            {
                if (await Objection(asked.UserId, caller, db, cancelled) is { } why)
                {
                    return new Saved<ApiKey>.Refused([why]);
                }

                var made = New(asked, secret, caller, at);
                var line = await book.Created(made, Telling(caller, at), cancelled);
                return Saved<ApiKey>.From(
                    await writer.Write(
                        new Deed(0, [raise, new Step.Insert(made)], [line]),
                        cancelled
                    ),
                    made
                );
            },
            cancelled
        );

    /// <summary>The row stays, to tell what the key was; a key revoked before stays as it is.</summary>
    public Task<Saved<ApiKey>> Revoke(
        ApiKey key,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        access.Take<ApiKey>(
            async (_, raise) =>
            {
                if (key.RevokedOn is not null)
                {
                    return new Saved<ApiKey>.Done(key);
                }

                var revoked = key with
                {
                    RevokedOn = at,
                    Version = key.Version + 1,
                    UpdatedOn = at,
                    UpdatedBy = caller.Actor.Name,
                };
                var lines = await book.Changed(key, revoked, Telling(caller, at), cancelled);
                return Saved<ApiKey>.From(
                    await writer.Write(
                        new Deed(0, [raise, new Step.Update(revoked)], lines),
                        cancelled
                    ),
                    revoked
                );
            },
            cancelled
        );

    private static ApiKey New(
        ApiKeyRequest asked,
        KeySecret secret,
        Caller caller,
        DateTimeOffset at
    ) =>
        new()
        {
            KeyId = secret.Id,
            SecretSha256 = secret.Sha256,
            Name = asked.Name,
            UserId = asked.UserId,
            ExpiresOn = asked.ExpiresOn,
            SystemId = asked.SystemId,
            CustomFields = asked.CustomFields,
            CreatedOn = at,
            UpdatedOn = at,
            UpdatedBy = caller.Actor.Name,
        };

    // Somebody else and nobody are one answer: who may not make keys for others learns of no others.
    private static async Task<Objection?> Objection(
        long userId,
        Caller caller,
        VestibuleDb db,
        CancellationToken cancelled
    )
    {
        if (!caller.Grants.IsFull && userId != caller.Grants.UserId)
        {
            return new Objection(nameof(ApiKey.UserId), "was not found");
        }

        var user = await db
            .Users.AsNoTracking()
            .SingleOrDefaultAsync(u => u.Id == userId, cancelled);
        return user switch
        {
            null => new Objection(nameof(ApiKey.UserId), "was not found"),
            { Active: true, APIAccess: true } => null,
            _ => new Objection(nameof(ApiKey.UserId), "may not use the API"),
        };
    }

    private static Telling Telling(Caller caller, DateTimeOffset at) =>
        new(caller.Actor, at, 0, Entity);
}
