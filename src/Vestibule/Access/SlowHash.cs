using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Vestibule.Access;

/// <summary>How a password compared.</summary>
public enum PasswordAnswer
{
    Right,
    Wrong,

    /// <summary>Too many are waiting for the slow hash already; nothing was compared.</summary>
    Busy,
}

/// <summary>
/// Compares passwords, two at a time and with few waiting, so that guessing costs the guesser and not everybody else.
/// </summary>
public sealed class SlowHash(IPasswordHasher<User> hasher)
{
    private const int AtOnce = 2;
    private const int Waiting = 32;

    private readonly SemaphoreSlim gate = new(AtOnce);
    private readonly Lazy<string> nobodys = new(() =>
        hasher.HashPassword(new User(), Convert.ToHexString(RandomNumberGenerator.GetBytes(32)))
    );
    private int inside;
    private long done;

    /// <summary>How many comparisons were made since the start.</summary>
    public long Done => Interlocked.Read(ref done);

    /// <summary>A user who does not exist costs a comparison too: the time of an answer must not tell who exists.</summary>
    public async Task<PasswordAnswer> Compare(
        User? user,
        string password,
        CancellationToken cancelled = default
    )
    {
        if (Interlocked.Increment(ref inside) > AtOnce + Waiting)
        {
            Interlocked.Decrement(ref inside);
            return PasswordAnswer.Busy;
        }
        try
        {
            await gate.WaitAsync(cancelled);
            try
            {
                return Verify(user, password);
            }
            finally
            {
                gate.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref inside);
        }
    }

    private PasswordAnswer Verify(User? user, string password)
    {
        Interlocked.Increment(ref done);
        var hash = user?.PasswordHash;
        var result = hasher.VerifyHashedPassword(
            user ?? new User(),
            hash ?? nobodys.Value,
            password
        );
        return hash is not null && result != PasswordVerificationResult.Failed
            ? PasswordAnswer.Right
            : PasswordAnswer.Wrong;
    }
}
