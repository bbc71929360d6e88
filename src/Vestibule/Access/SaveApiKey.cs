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
    public Task<Saved<ApiKey>> Create(
        ApiKeyRequest wanted,
        KeySecret secret,
        Caller asking,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        access.Take<ApiKey>(
            asking,
            at,
            async (db, raise, caller) =>
            {
                var asked = KeyReach.Within(wanted, caller.Key);
                var objections = await Objections(asked, caller, db, at, cancelled);
                if (objections.Count > 0)
                {
                    return new Saved<ApiKey>.Refused(objections);
                }

                var made = New(asked, secret, caller, at);
                var line = await book.Created(made, Telling(caller, at), cancelled);
                return Saved<ApiKey>.From(
                    await writer.Write(
                        new Deed(
                            0,
                            [.. caller.Once(made.UniqueId, at), raise, new Step.Insert(made)],
                            [line]
                        ),
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
        Caller asking,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        access.Take<ApiKey>(
            asking,
            at,
            async (db, raise, caller) =>
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
            RoleNames = asked.Roles is { } roles
                ? string.Join('\n', roles.Distinct().Order(StringComparer.Ordinal))
                : null,
            BusinessIds = asked.Businesses is { } businesses
                ? string.Join('\n', businesses.Distinct().Order())
                : null,
            MadeWithId = caller.Key?.Id,
            SystemId = asked.SystemId,
            CustomFields = asked.CustomFields,
            CreatedOn = at,
            UpdatedOn = at,
            UpdatedBy = caller.Actor.Name,
        };

    // Somebody else and nobody are one answer: who may not make keys for others learns of no others.
    private static async Task<IReadOnlyList<Objection>> Objections(
        ApiKeyRequest asked,
        Caller caller,
        VestibuleDb db,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        if (!caller.Grants.IsFull && asked.UserId != caller.Grants.UserId)
        {
            return [new Objection(nameof(ApiKey.UserId), "was not found")];
        }

        var user = await Wire
            .Users.Resource.Rows(db)
            .AsNoTracking()
            .FirstOrDefaultAsync(u => u.Id == asked.UserId, cancelled);
        if (user is not { Active: true, APIAccess: true })
        {
            var why = user is null ? "was not found" : "may not use the API";
            return [new Objection(nameof(ApiKey.UserId), why)];
        }

        var exist = await db
            .Businesses.Where(b => (asked.Businesses ?? Array.Empty<long>()).Contains(b.Id))
            .Select(b => b.Id)
            .ToListAsync(cancelled);
        return [.. KeyReach.Objections(asked, HeldBy.User(user, at), caller, exist)];
    }

    private static Telling Telling(Caller caller, DateTimeOffset at) =>
        new(caller.Actor, at, 0, Entities.ApiKey);
}
