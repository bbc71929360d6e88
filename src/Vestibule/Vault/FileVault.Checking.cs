using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Vestibule.Vault;

/// <summary>What lies on the disk and belongs to nothing.</summary>
/// <param name="Files">Sealed files, whole or begun, with neither row nor promise.</param>
/// <param name="Others">Files that are none of ours, or lie where no file of ours does.</param>
public sealed record Strays(IReadOnlyList<Guid> Files, int Others);

public sealed partial class FileVault
{
    /// <summary>
    /// Reads the whole file and says how it is, by its row alone: whatever kind of file a row stands for. Safe beside
    /// everything else. Null when it was destroyed meanwhile.
    /// </summary>
    /// <param name="pace">Told of each read, in bytes; may wait.</param>
    public async Task<FileState?> CheckAsync(
        SealedFile file,
        Func<int, CancellationToken, Task> pace,
        CancellationToken cancelled
    )
    {
        var state = await ReadAsync(file, pace, cancelled);
        if (state.IsWell())
            return state;
        await using var db = open();
        return await db.Set<SealedFile>().AnyAsync(f => f.Id == file.Id, cancelled) ? state : null;
    }

    /// <summary>
    /// Everything on the disk that nobody knows of. What is being written or destroyed just now is not among it.
    /// </summary>
    public async Task<Strays> FindStraysAsync(CancellationToken cancelled)
    {
        var suspects = new List<Guid>();
        foreach (var ids in folder.Files().Concat(folder.Parts()).Distinct().Chunk(Batch))
            suspects.AddRange(await UnknownAsync(ids, cancelled));
        // Looked at again: a file found while it was being destroyed is gone now, one that was being named has its row.
        var strays = new List<Guid>();
        foreach (var ids in suspects.Where(folder.Has).Chunk(Batch))
            strays.AddRange(await UnknownAsync(ids, cancelled));
        return new Strays([.. strays.Where(folder.Has)], folder.Others());
    }

    private async Task<FileState> ReadAsync(
        SealedFile file,
        Func<int, CancellationToken, Task> pace,
        CancellationToken cancelled
    )
    {
        byte[]? fileKey = null;
        try
        {
            var key = await keys.FindAsync(file.CoworkerKey, cancelled);
            if (key is not null)
                fileKey = Unwrap(file, file.Binding, key);
            else if (!await keys.WasShreddedAsync(file.CoworkerKey, cancelled))
                return FileState.Keyless;
            using var handle = folder.OpenToRead(file.Id);
            if (handle is null)
                return FileState.Missing;
            await new ReadThrough(handle, file, fileKey).Run(pace, cancelled);
            return key is null ? FileState.Erased : FileState.Sound;
        }
        catch (SealBrokenException)
        {
            return FileState.Changed;
        }
        catch (IOException)
        {
            return FileState.Unreadable;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(fileKey);
        }
    }
}
