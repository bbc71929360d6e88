using Microsoft.Extensions.Logging;
using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>
/// Writes a document with its files, and what follows for its check, in one deed, again on fresh state when somebody
/// else was faster; tidies up whichever way it ends.
/// </summary>
public sealed partial class SaveDocument(
    HandIns handIns,
    FileVault vault,
    ILogger<SaveDocument> log
)
{
    private const string RanOut =
        "The file was kept for too long without being saved. Send it again.";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <param name="known">
    /// The check as it was read before the files came in: written upon if nobody has written since, which the writer
    /// finds out, and read again if nothing can be made of it.
    /// </param>
    /// <param name="files">Files taken in for this write; they are thrown away unless it is written.</param>
    /// <param name="made">The document made by a request that is to be done once; null when none is.</param>
    /// <param name="change">What to make of the check as it stands now.</param>
    /// <returns>The state written, or why it was not.</returns>
    public async Task<(HandIn? After, DocumentOutcome? Failure)> Run(
        HandIn known,
        Caller caller,
        IReadOnlyList<NewFile> files,
        Guid? made,
        Func<HandIn, DocumentChange> change,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        Written? written = null;
        HandIn? unread = known;
        var staged = files.SelectMany(file => file.Files).ToList();
        try
        {
            return await Afresh.Write<(HandIn?, DocumentOutcome?)>(
                async () =>
                {
                    written = null;
                    var before = unread;
                    var wanted = unread is null ? null : change(unread);
                    unread = null;
                    if (wanted is not DocumentChange.To)
                    {
                        before = await handIns.Find(known.Check.Id, caller, cancelled);
                        wanted = before is null ? null : change(before);
                    }

                    if (before is null)
                    {
                        return (null, (null, new DocumentOutcome.NotFound()));
                    }

                    if (wanted is not DocumentChange.To(var after, var gone))
                    {
                        return (null, (null, ((DocumentChange.Not)wanted!).Why));
                    }

                    var destroyed = await vault.WithPartsAsync(gone, cancelled);
                    (written, var saved) = await handIns.Save(
                        before,
                        after,
                        caller.Actor,
                        at,
                        cancelled,
                        [
                            .. StepsFor(staged, destroyed),
                            .. made is { } document ? caller.Once(document, at) : [],
                        ]
                    );
                    if (written is Written.Lost && !await vault.ArePromisedAsync(staged, cancelled))
                    {
                        LogRanOut(log);
                        return (null, (null, new DocumentOutcome.Later(RanOut, Soon)));
                    }

                    if (written is not Written.Done)
                    {
                        return (written, (null, new DocumentOutcome.NotWritten(written)));
                    }

                    vault.Shred(destroyed);
                    return (written, (saved, null));
                },
                Afresh.Tries + 1
            );
        }
        finally
        {
            // After an unknown outcome the rows may be there: the files stay, and the sweep goes by the rows.
            if (written is not (Written.Done or Written.Unknown))
            {
                await vault.AbandonAsync(staged);
            }
        }
    }

    private static IReadOnlyList<Step> StepsFor(
        IReadOnlyList<SealedFile> files,
        IReadOnlyList<Guid> gone
    ) =>
        [
            .. gone.Select(file => new Step.DeleteWhere(
                typeof(SealedFile),
                nameof(SealedFile.Id),
                file
            )),
            // One that has run out may have been swept with its file: then nothing may say that the file is there.
            .. files.Select(file => new Step.Delete(
                new FileIntent { Id = file.Id, ExpiresOn = default }
            )),
            .. files.Select(file => new Step.Insert(file)),
        ];

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A file was not saved: its promise had run out; is the clock of every instance right?"
    )]
    private static partial void LogRanOut(ILogger log);
}
