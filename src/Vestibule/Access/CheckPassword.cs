using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;

namespace Vestibule.Access;

/// <summary>What came of an e-mail and a password.</summary>
public abstract record PasswordChecked
{
    private PasswordChecked() { }

    /// <summary>The password is right and the user may use the API; a second factor has not been looked at.</summary>
    public sealed record Right(User User) : PasswordChecked;

    /// <summary>No such user, wrong password, switched off, or not let at the API: one answer for all.</summary>
    public sealed record Wrong : PasswordChecked;

    public sealed record Busy : PasswordChecked;
}

/// <summary>Checks an e-mail and a password for the API.</summary>
public sealed class CheckPassword(VestibuleDb db, SlowHash slow, ILookupNormalizer names)
{
    private const int LongestEmail = 256;
    private const int LongestPassword = 1024;

    public async Task<PasswordChecked> Check(
        string email,
        string password,
        CancellationToken cancelled
    )
    {
        if (email.Length > LongestEmail || password.Length > LongestPassword)
            return new PasswordChecked.Wrong();
        var name = names.NormalizeName(email.Trim());
        var user = await db
            .Users.AsNoTracking()
            .SingleOrDefaultAsync(u => u.NormalizedUserName == name, cancelled);
        return await slow.Compare(user, password, cancelled) switch
        {
            PasswordAnswer.Busy => new PasswordChecked.Busy(),
            PasswordAnswer.Right when user is { Active: true, APIAccess: true } =>
                new PasswordChecked.Right(user),
            _ => new PasswordChecked.Wrong(),
        };
    }
}
