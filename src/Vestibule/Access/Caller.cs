using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Access;

/// <summary>What a user may do, resolved once and kept until anything about users, roles or keys changes.</summary>
/// <param name="Businesses">The locations it holds; meaningless when <paramref name="IsFull"/>.</param>
/// <param name="Roles">Permission names, compared without case.</param>
/// <param name="Until">When the first of what it holds ends; null when all of it lasts.</param>
/// <param name="IsFull">A full unrestricted administrator: <c>IsAdmin</c> and held to no location.</param>
public sealed record Grants(
    long UserId,
    Guid UserKey,
    string Email,
    bool IsFull,
    IReadOnlySet<long> Businesses,
    IReadOnlySet<string> Roles,
    DateTimeOffset? Until = null
)
{
    /// <summary>The same user, who may do nothing any more.</summary>
    public Grants Nothing =>
        this with
        {
            IsFull = false,
            Businesses = FrozenSet<long>.Empty,
            Roles = FrozenSet<string>.Empty,
        };

    /// <summary>Whether every check of this permission passes.</summary>
    public bool Has(string role) => IsFull || Roles.Contains(role);

    /// <summary>Whether the location is one this user sees.</summary>
    public bool Sees(long businessId) => IsFull || Businesses.Contains(businessId);
}

/// <summary>The user behind a request, as doors take it for a parameter.</summary>
/// <param name="Key">The API key it was signed in with; null when a person was.</param>
public sealed record Caller(Grants Grants, Actor Actor, ApiKey? Key = null)
{
    /// <summary>When the request is to be done once, however often it comes; else null.</summary>
    public RequestKey? OnceUnder { get; init; }

    /// <summary>What a deed has to write with its work for that; nothing when there is no key.</summary>
    /// <param name="outcome"><c>UniqueId</c> of the record the answer is about.</param>
    public IEnumerable<Step> Once(Guid outcome, DateTimeOffset at) =>
        OnceUnder is null ? [] : [OnceUnder.Step(outcome, at)];

    /// <summary>For one of several records of a request, each of which is done by itself.</summary>
    public Caller For(long id) =>
        OnceUnder is null ? this : this with { OnceUnder = OnceUnder with { Part = id } };

    public bool Has(string role) => Grants.Has(role);

    public bool Sees(long businessId) => Grants.Sees(businessId);

    /// <summary>The caller authentication put on the request; null only on doors that let anybody in.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<Caller>());
}
