using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>
/// Remembers how a sealed file was found. What is not well is kept until it is well again or gone, and told to the
/// journal of its location when it is found.
/// </summary>
public sealed class TellFault(IDbContextFactory<VestibuleDb> databases, Writer writer)
{
    /// <param name="state">Null when the file has been destroyed meanwhile.</param>
    /// <returns>Whether this is news.</returns>
    public async Task<bool> Run(
        Guid file,
        FileState? state,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancelled);
        var known = await db.Set<FileFault>()
            .AsNoTracking()
            .FirstOrDefaultAsync(f => f.Id == file, cancelled);
        if (state is not { } found || found.IsWell())
        {
            if (known is not null)
            {
                await db.Set<FileFault>().Where(f => f.Id == file).ExecuteDeleteAsync(cancelled);
            }

            return false;
        }

        if (known?.State == found)
        {
            await db.Set<FileFault>()
                .Where(f => f.Id == file)
                .ExecuteUpdateAsync(set => set.SetProperty(f => f.SeenOn, at), cancelled);
            return false;
        }

        return await Write(db, file, known, found, at, cancelled);
    }

    private async Task<bool> Write(
        VestibuleDb db,
        Guid file,
        FileFault? known,
        FileState found,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var fault = new FileFault
        {
            Id = file,
            State = found,
            FoundOn = known?.FoundOn ?? at,
            SeenOn = at,
        };
        var document = await FindOwner.Run(db, file, cancelled);
        var leading =
            await db.Set<SealedFile>()
                .Where(f => f.Id == file)
                .Select(f => f.PartOf)
                .FirstOrDefaultAsync(cancelled)
            ?? file;
        var deed = new Deed(
            document?.IdentityCheck!.BusinessId ?? 0,
            [known is null ? new Step.Insert(fault) : new Step.Update(fault)],
            document is null
                ? []
                : [FindOwner.Line(document, leading, JournalAction.Damage, $"{found}", at)]
        );
        return await writer.Write(deed, cancelled) is Written.Done;
    }
}
