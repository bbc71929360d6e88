using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Vestibule.Vault;

public sealed partial class FileVault
{
    /// <summary>
    /// Removes staged files that will not be saved, and their promises, where something has failed already: if tidying
    /// fails as well, the first failure is the news, and the sweep tidies.
    /// </summary>
    public Task AbandonAsync(IEnumerable<SealedFile> staged) =>
        AbandonAsync([.. staged.Select(file => file.Id)]);

    /// <summary>Whether none of these has been, or may have been, swept.</summary>
    public async Task<bool> ArePromisedAsync(
        IReadOnlyList<SealedFile> staged,
        CancellationToken cancelled
    )
    {
        var ids = staged.Select(file => file.Id).ToList();
        await using var db = open();
        return await db.Set<FileIntent>().CountAsync(i => ids.Contains(i.Id), cancelled)
            == ids.Count;
    }

    private async Task<Staging> SealAsync(
        FilePages pages,
        Guid id,
        Intake intake,
        CoworkerKey key,
        string mediaType,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var fileKey = RandomNumberGenerator.GetBytes(Wrapping.KeySize);
        var wrapped = Wrap(id, intake.Binding, key, fileKey);
        var header = FileHeader.New(id, intake.Coworker, intake.Binding, wrapped);
        using var writer = new SealingWriter(folder.CreatePart(id), header, fileKey);
        CryptographicOperations.ZeroMemory(fileKey);
        if (!await SealAsync(pages, writer, intake.Limit, cancelled))
            return new Staging.TooLarge();
        var (plain, checksum) = writer.Finish();
        folder.Publish(id);
        return new Staging.Staged(
            new SealedFile
            {
                Id = id,
                BusinessKey = intake.Binding.Business,
                CheckKey = intake.Binding.Check,
                DocumentKey = intake.Binding.Document,
                Slot = intake.Binding.Slot,
                Kind = intake.Binding.Kind,
                CoworkerKey = intake.Coworker,
                WrappedKey = wrapped,
                Length = writer.Length,
                SealedLength = writer.SealedLength,
                Sha256 = plain,
                Checksum = checksum,
                MediaType = mediaType,
                CreatedOn = at,
            }
        );
    }

    /// <summary>False when there is too much.</summary>
    private async Task<bool> SealAsync(
        FilePages pages,
        SealingWriter writer,
        long limit,
        CancellationToken cancelled
    )
    {
        while (true)
        {
            if (writer.Length + pages.Current.Length > limit)
                return false;
            await SealAsync(pages, writer);
            if (pages.IsLast)
                return true;
            await pages.MoveAsync(cancelled);
        }
    }

    private async Task SealAsync(FilePages pages, SealingWriter writer)
    {
        // Each may take two processors; when there are fewer, a hand-over would only cost.
        var aside = 2 * Interlocked.Increment(ref sealing) <= Environment.ProcessorCount;
        try
        {
            await writer.WriteAsync(pages.Current, pages.IsLast, aside);
        }
        finally
        {
            Interlocked.Decrement(ref sealing);
        }
    }

    private Task PromiseAsync(
        IReadOnlyList<Guid> ids,
        DateTimeOffset at,
        CancellationToken cancelled
    ) =>
        promises.MakeAsync(
            [.. ids.Select(id => new FileIntent { Id = id, ExpiresOn = at + intentLife })],
            cancelled
        );

    private async Task EndPromiseAsync(IReadOnlyList<Guid> ids, CancellationToken cancelled)
    {
        await using var db = open();
        await db.Set<FileIntent>().Where(i => ids.Contains(i.Id)).ExecuteDeleteAsync(cancelled);
    }

    private async Task AbandonAsync(IReadOnlyList<Guid> ids)
    {
        try
        {
            foreach (var id in ids)
                folder.Erase(id);
            await EndPromiseAsync(ids, CancellationToken.None);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or DbException
                        // How EF Core tells of a database that cannot be reached.
                        or InvalidOperationException { InnerException: DbException }
            )
        {
            return;
        }
    }
}
