using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>How much is taken in all. Null: as much as there is room for.</summary>
/// <param name="FilesOfMember">Files in slots of one person's documents.</param>
/// <param name="FilesOfLocation">Files in slots of one location's documents.</param>
/// <param name="BytesOfLocation">All that is kept of them, as it lies on the disk.</param>
/// <param name="LeaveFree">Bytes of the disk that are left to the database; of a small disk, a twentieth of it.</param>
public sealed record FileQuota(
    long? FilesOfMember,
    long? FilesOfLocation,
    long? BytesOfLocation,
    long LeaveFree
);

/// <summary>Asks the disk of a folder for its free and its whole bytes.</summary>
public delegate (long Free, long Whole) AskDisk(string folder);

/// <summary>
/// Looks, before a byte of a file is taken, whether there is room for it. Two at once may both find the last place; a
/// quota is a bound on growth, not a lock.
/// </summary>
public sealed class FindRoom(VestibuleDb db, FileVaultOptions vault, FileQuota quota, AskDisk disk)
{
    private const int SmallestShare = 20;

    /// <param name="member">What to blame.</param>
    /// <param name="more">Files that are to come.</param>
    /// <returns>Null when there is room.</returns>
    public async Task<DocumentOutcome?> Objection(
        IdentityCheck check,
        string member,
        int more,
        CancellationToken cancelled
    )
    {
        var (free, whole) = disk(vault.Folder);
        if (free < Math.Min(quota.LeaveFree, whole / SmallestShare))
            return new DocumentOutcome.Later(NoRoom.Words, NoRoom.UntilSomebodyLooked);
        return await IsOver(quota.FilesOfMember, more, OfMember(check).LongCountAsync, cancelled)
                ? Full(member, $"{quota.FilesOfMember} files are kept of this person already")
            : await IsOver(quota.FilesOfLocation, more, OfLocation(check).LongCountAsync, cancelled)
                ? Full(member, "this location has as many files as it may have")
            : await IsOver(quota.BytesOfLocation, 1, stop => Bytes(check, stop), cancelled)
                ? Full(member, "this location has used up its room")
            : null;
    }

    /// <summary>The disk of a folder, or of the nearest above it that is there.</summary>
    public static (long Free, long Whole) Ask(string folder)
    {
        while (!Directory.Exists(folder))
            folder = Path.GetDirectoryName(folder)!;
        var drive = new DriveInfo(folder);
        return (drive.AvailableFreeSpace, drive.TotalSize);
    }

    private static DocumentOutcome.Refused Full(string member, string why) =>
        new(member, $"is not taken: {why}");

    private static async Task<bool> IsOver(
        long? bound,
        long more,
        Func<CancellationToken, Task<long>> count,
        CancellationToken cancelled
    ) => bound is { } most && await count(cancelled) + more > most;

    private IQueryable<SealedFile> OfMember(IdentityCheck check)
    {
        var member = check.Coworker!.UniqueId;
        return db.Set<SealedFile>().Where(f => f.CoworkerKey == member && f.PartOf == null);
    }

    private IQueryable<SealedFile> OfLocation(IdentityCheck check)
    {
        var location = check.Business!.UniqueId;
        return db.Set<SealedFile>().Where(f => f.BusinessKey == location && f.PartOf == null);
    }

    private Task<long> Bytes(IdentityCheck check, CancellationToken cancelled)
    {
        var location = check.Business!.UniqueId;
        return db.Set<SealedFile>()
            .Where(f => f.BusinessKey == location)
            .SumAsync(f => f.SealedLength, cancelled);
    }
}
