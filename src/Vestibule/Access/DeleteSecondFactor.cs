using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Database.Writing;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary>
/// <c>DELETE /api/vestibule/users/{id}/secondfactor</c>: for whoever has lost generator and recovery codes. Only for
/// those who could set this user's password as well, and never one's own: a stolen token must not be enough for that.
/// </summary>
internal static class DeleteSecondFactor
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/api/vestibule/users/{id}/secondfactor", Handle)
            .RequireRole(Users.Resource.Role("Edit"));

    private static Task<IResult> Handle(
        string id,
        [AsParameters] WriteRequest write,
        SaveSecondFactor save
    ) =>
        write.Delete(
            Users.Resource,
            id,
            async user =>
                user.Id == write.Caller.Grants.UserId
                    ? Saved<User>.No(
                        nameof(User.Id),
                        $"Your own is taken away at POST {OwnFactor.Path}/end, with password and code."
                    )
                : UserRules.Reaches(user, write.Caller.Grants) is { } why
                    ? Saved<User>.No(why.Member, $"The user {why.Why}.")
                : await save.TakeAway(user.Id, write.Caller, write.At, write.Cancelled),
            OwnFactor.Entity
        );
}
