using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Wire;

namespace Vestibule.Access;

/// <summary>Users, groups of permissions, the catalogue of permissions and API keys: two lines for Program.</summary>
public static class UserDoors
{
    /// <summary>Wants what sign-in has registered of Identity, the database with its writer, and the journal's book.</summary>
    public static IServiceCollection AddUsers(this IServiceCollection services) =>
        services
            .AddSingleton<AccessTurn>()
            .AddScoped<FirstAdministrator>()
            .AddScoped<FillUser>()
            .AddScoped<SaveUser>()
            .AddScoped<RemoveUser>()
            .AddScoped<SaveUserRole>()
            .AddScoped<SaveApiKey>()
            .AddScoped<WriteUser>()
            .AddScoped<GiveRole>()
            .AddScoped<TakeRole>()
            .AddScoped<SaveSecondFactor>()
            .AddScoped<SaveRecoveryCodes>()
            .AddScoped<ChangePassword>();

    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        routes.MapReads(Users.Resource);
        CreateUser.Map(routes);
        UpdateUser.Map(routes);
        DeleteUser.Map(routes);
        routes.MapCatalogue(SecurityRoles.Resource, SecurityRoles.All);
        routes.MapReads(UserRoles.Resource);
        CreateUserRole.Map(routes);
        UpdateUserRole.Map(routes);
        DeleteUserRole.Map(routes);
        routes.MapReads(ApiKeys.Resource);
        CreateApiKey.Map(routes);
        DeleteApiKey.Map(routes);
        ListReadyRoles.Map(routes);
        GiveReadyRole.Map(routes);
        ListGivenRoles.Map(routes);
        DeleteGivenRole.Map(routes);
        ChangeOwnPassword.Map(routes);
        BeginSecondFactor.Map(routes);
        ConfirmSecondFactor.Map(routes);
        EndSecondFactor.Map(routes);
        RenewRecoveryCodes.Map(routes);
        DeleteSecondFactor.Map(routes);
    }
}
