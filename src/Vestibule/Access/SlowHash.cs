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

    /// <summary>Of the places, those not kept for whoever is known: two thirds of the queue, and all at the hash.</summary>
    private const int ForStrangers = AtOnce + (Waiting * 2 / 3);

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
    private int strangers;
    private long done;

    /// <summary>How many hashes were made since the start.</summary>
    public long Done => Interlocked.Read(ref done);

    /// <summary>How many hash or wait.</summary>
    internal int Inside => Volatile.Read(ref inside);

    /// <summary>The right to one hash, until disposed; null when too many are waiting already.</summary>
    /// <param name="isFamiliar">
    /// Of somebody who has signed in, or has from there lately. A crowd of strangers leaves them some places.
    /// </param>
    public async Task<Turn?> Begin(bool isFamiliar, CancellationToken cancelled)
    {
        if (!Enter(isFamiliar))
            return null;
        try
        {
            await gate.WaitAsync(cancelled);
        }
        catch
        {
            Leave(isFamiliar);
            throw;
        }

        return new Turn(this, isFamiliar);
    }

    /// <summary>Hashes a new password, which only who has signed in sets; null when too many are waiting already.</summary>
    public async Task<string?> Make(User user, string password, CancellationToken cancelled)
    {
        using var turn = await Begin(isFamiliar: true, cancelled);
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

    private bool Enter(bool isFamiliar)
    {
        if (!isFamiliar && Interlocked.Increment(ref strangers) > ForStrangers)
        {
            Interlocked.Decrement(ref strangers);
            return false;
        }

        if (Interlocked.Increment(ref inside) <= AtOnce + Waiting)
            return true;
        Leave(isFamiliar);
        return false;
    }

    private void Leave(bool isFamiliar)
    {
        Interlocked.Decrement(ref inside);
        if (!isFamiliar)
            Interlocked.Decrement(ref strangers);
    }

    private void End(bool isFamiliar)
    {
        gate.Release();
        Leave(isFamiliar);
    }

    /// <summary>One turn at the hash.</summary>
    public sealed class Turn(SlowHash slow, bool isFamiliar) : IDisposable
    {
        private bool ended;
        private bool isQuick;

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
            isQuick = result is PasswordVerificationResult.SuccessRehashNeeded;
            return hash is not null && result != PasswordVerificationResult.Failed;
        }

        /// <summary>What to keep of a password that was right, where the kept hash is quicker than hashes are now; else null.</summary>
        public string? Stronger(User user, string password)
        {
            if (!isQuick)
                return null;
            slow.Count();
            return slow.hasher.HashPassword(user, password);
        }

        public void Dispose()
        {
            if (ended)
                return;
            ended = true;
            slow.End(isFamiliar);
        }
    }
}
