using System.Collections.Frozen;
using Vestibule.Database.Writing;

namespace Vestibule.Access;

/// <summary>How far a key reaches: what it is held to, and of that what its user still holds.</summary>
internal static class KeyReach
{
    public static Grants Of(ApiKey key, Grants user) =>
        user with
        {
            IsFull = false,
            Businesses = key.Businesses is { } businesses
                ? businesses.Where(user.Sees).ToFrozenSet()
                : user.Businesses,
            Roles = (key.Roles ?? [.. RoleCatalogue.All.Select(role => role.Name)])
                .Where(user.Has)
                .ToFrozenSet(StringComparer.OrdinalIgnoreCase),
        };

    /// <summary>What stands against a key: it reaches no further and lasts no longer than its user and its maker.</summary>
    /// <param name="user">What the user it acts for holds.</param>
    /// <param name="exist">Of the locations asked for, those that are there.</param>
    public static IEnumerable<Objection> Objections(
        ApiKeyRequest asked,
        Grants user,
        Caller maker,
        IReadOnlyCollection<long> exist
    )
    {
        if (asked.Roles is { } roles && !roles.All(role => user.Has(role) && maker.Has(role)))
            yield return new Objection(
                nameof(ApiKey.Roles),
                "name permissions that you or the user do not hold"
            );
        if (
            asked.Businesses is { } businesses
            && !businesses.All(id => exist.Contains(id) && user.Sees(id) && maker.Sees(id))
        )
            yield return new Objection(nameof(ApiKey.Businesses), "was not found");
        // There is no list of "all locations, those to come included" that is not a full administrator.
        if (user.IsFull && asked is { Roles: not null, Businesses: null })
            yield return new Objection(
                nameof(ApiKey.Businesses),
                "is a required field when Roles hold back a full administrator's key"
            );
        if (maker.Key?.ExpiresOn is { } end && asked.ExpiresOn > end)
            yield return new Objection(
                nameof(ApiKey.ExpiresOn),
                "lies after the end of the key that makes it"
            );
    }

    /// <summary>What is left out is as the key that makes it has it.</summary>
    public static ApiKeyRequest Within(ApiKeyRequest asked, ApiKey? maker) =>
        maker is null
            ? asked
            : asked with
            {
                Roles = asked.Roles ?? maker.Roles,
                Businesses = asked.Businesses ?? maker.Businesses,
                ExpiresOn = asked.ExpiresOn ?? maker.ExpiresOn,
            };
}
