using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Vestibule.Access;

/// <summary>
/// The slow hash of passwords, two at a time and with few waiting, so that guessing costs the guesser and not everybody
/// else.
/// </summary>
public sealed class SlowHash(IPasswordHasher<User> hasher)
{
    private const int AtOnce = 2;
    private const int Waiting = 32;

    private static readonly Meter Meter = new("Vestibule.Access");
    private static readonly Counter<long> Made = Meter.CreateCounter<long>(
        "vestibule.access.slow_hashes",
        description: "Passwords hashed slowly, compared or made."
    );

    private readonly SemaphoreSlim gate = new(AtOnce);
    private readonly Lazy<string> nobodys = new(() =>
        hasher.HashPassword(new User(), Convert.ToHexString(RandomNumberGenerator.GetBytes(32)))
    );
    private readonly IPasswordHasher<User> hasher = hasher;
    private int inside;
    private long done;

    /// <summary>How many hashes were made since the start.</summary>
    public long Done => Interlocked.Read(ref done);

    /// <summary>The right to one hash, until disposed; null when too many are waiting already.</summary>
    public async Task<Turn?> Begin(CancellationToken cancelled)
    {
        if (Interlocked.Increment(ref inside) > AtOnce + Waiting)
        {
            Interlocked.Decrement(ref inside);
            return null;
        }

        try
        {
            await gate.WaitAsync(cancelled);
        }
        catch
        {
            Interlocked.Decrement(ref inside);
            throw;
        }

        return new Turn(this);
    }

    /// <summary>Hashes a new password; null when too many are waiting already.</summary>
    public async Task<string?> Make(User user, string password, CancellationToken cancelled)
    {
        using var turn = await Begin(cancelled);
        if (turn is null)
            return null;
        Count();
        return hasher.HashPassword(user, password);
    }

    private void Count()
    {
        Interlocked.Increment(ref done);
        Made.Add(1);
    }

    private void End()
    {
        gate.Release();
        Interlocked.Decrement(ref inside);
    }

    /// <summary>One turn at the hash.</summary>
    public sealed class Turn(SlowHash slow) : IDisposable
    {
        private bool ended;

        /// <summary>
        /// Whether the password is the user's. A user who does not exist costs a comparison too: the time of an answer
        /// must not tell who exists.
        /// </summary>
        public bool IsRight(User? user, string password)
        {
            slow.Count();
            var hash = user?.PasswordHash;
            var result = slow.hasher.VerifyHashedPassword(
                user ?? new User(),
                hash ?? slow.nobodys.Value,
                password
            );
            return hash is not null && result != PasswordVerificationResult.Failed;
        }

        public void Dispose()
        {
            if (ended)
                return;
            ended = true;
            slow.End();
        }
    }
}
