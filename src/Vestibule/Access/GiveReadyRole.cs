using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary><c>POST /api/vestibule/users/{id}/readyroles</c>: gives a ready-made role, for good or until a date.</summary>
internal static class GiveReadyRole
{
    private const string Name = "Name";
    private const string EndsOn = "EndsOn";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/vestibule/users/{id}/readyroles", Handle)
            .RequireRole(Users.Resource.Role("Edit"))
            .AnsweredOnce(Repeatable.Updated(Users.Resource));

    private static async Task<IResult> Handle(
        string id,
        Body body,
        [AsParameters] WriteRequest write,
        GiveRole give
    )
    {
        if (
            !long.TryParse(id, out var number)
            || await write.Find(Users.Resource, number) is not { } user
        )
            return Json.NotFound();
        var read = new Reading(body);
        if (Read(read, write.At) is not { } given)
            return Envelope.Refused(read.Errors);
        var saved = await give.Run(user, given, write.Caller, write.At, write.Cancelled);
        return saved is Saved<User>.Done(var row)
            ? Envelope.Done(
                Users.Resource.Name,
                "updated",
                write.At,
                write.Caller.Actor.Name,
                Envelope.IdOnly(row.Id)
            )
            : WriteRequest.Refusal(saved, body);
    }

    private static RoleToGive? Read(Reading read, DateTimeOffset at)
    {
        var name = read.RequiredText(Name);
        var role = ReadyRoles.Named(name);
        if (name.Length > 0 && role is null)
            read.Refuse(
                Name,
                $"is not one of {string.Join(", ", ReadyRoles.All.Select(one => one.Name))}"
            );
        var business = role?.IsFull == true ? null : (long?)read.RequiredId("BusinessId");
        var ends = read.Instant(EndsOn);
        if (ends <= at)
            read.Refuse(EndsOn, "lies in the past");
        if (ends is not null && role?.IsFull == true)
            read.Refuse(EndsOn, "cannot be said of this role");
        if (ends is null && role?.NeedsEnd == true && !read.Failed)
            read.Refuse(EndsOn, "is a required field");
        return read.Failed ? null : new RoleToGive(role!, business, ends);
    }
}
