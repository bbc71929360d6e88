using Microsoft.Extensions.Logging;

namespace Vestibule.Access;

/// <summary>Who came in, who did not, and who was turned away at which door: by number and address prefix, never by name.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(
        1,
        LogLevel.Warning,
        "User {UserId} lacks the permission {Permission}; asked from {AddressPrefix}"
    )]
    public static partial void PermissionMissing(
        this ILogger log,
        long userId,
        string permission,
        string? addressPrefix
    );

    [LoggerMessage(
        2,
        LogLevel.Information,
        "User {UserId} signed in by {Factors} from {AddressPrefix}"
    )]
    public static partial void SignedIn(
        this ILogger log,
        long userId,
        string factors,
        string? addressPrefix
    );

    [LoggerMessage(
        4,
        LogLevel.Information,
        "User {UserId} gave the right {Factors} and was not signed in by it, asked from {AddressPrefix}"
    )]
    public static partial void Confirmed(
        this ILogger log,
        long userId,
        string factors,
        string? addressPrefix
    );

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "Sign-in of user {UserId} (null: nobody of that name) was refused for its {Factor}, asked from {AddressPrefix}"
    )]
    public static partial void SignInRefused(
        this ILogger log,
        long? userId,
        string factor,
        string? addressPrefix
    );
}
