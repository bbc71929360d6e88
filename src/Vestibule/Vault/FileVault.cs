using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Vestibule.Vault;

/// <param name="Folder">Where sealed files lie: <c>tmp</c> and <c>files</c> are made in it, on one file system.</param>
/// <param name="IntentLife">How long a staged file may wait for its row; null is 24 hours.</param>
public sealed record FileVaultOptions(string Folder, TimeSpan? IntentLife = null);

/// <summary>
/// Sealed files on the local disk. A file is promised (an intent, committed), written, synced, named, and only then
/// saved as a row in the transaction that also ends the promise; whatever a crash leaves behind, the sweep removes.
/// </summary>
/// <param name="open">A fresh context of the main database, mapped by <see cref="VaultTables"/>.</param>
public sealed partial class FileVault(
    FileVaultOptions options,
    CoworkerKeyStore keys,
    DurableFs fs,
    Func<DbContext> open
)
{
    private readonly VaultFolder folder = new(options.Folder, fs);
    private readonly Promises promises = new(open);
    private readonly TimeSpan intentLife = options.IntentLife ?? TimeSpan.FromHours(24);
    private int sealing;

    /// <summary>Seals the source to the disk as it is read; no byte of it is ever written in the clear.</summary>
    /// <exception cref="DurabilityException">The disk refused; nothing was kept.</exception>
    public async Task<Staging> StageAsync(
        Stream source,
        Intake intake,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        using var pages = new FilePages(source);
        await pages.StartAsync(cancelled);
        if (pages.Current.IsEmpty)
            return new Staging.Empty();
        if (pages.Current.Length > intake.Limit)
            return new Staging.TooLarge();
        if (intake.Sniff(pages.Current) is not { } mediaType)
            return new Staging.NotAccepted();
        if (await keys.ForAsync(intake.Coworker, intake.Binding.Business, cancelled) is not { } key)
            return new Staging.Erased();
        var id = Guid.CreateVersion7(at);
        await PromiseAsync([id], at, cancelled);
        Staging? outcome = null;
        try
        {
            outcome = await SealAsync(pages, id, intake, key, mediaType, at, cancelled);
            return outcome;
        }
        finally
        {
            if (outcome is not Staging.Staged)
                await AbandonAsync([id]);
        }
    }

    /// <summary>
    /// The file's bytes, the first segment already authenticated. Null when the person's key was shredded.
    /// </summary>
    /// <param name="binding">What the caller's own rows say the file belongs to.</param>
    /// <exception cref="SealBrokenException">Missing, changed, or not bound so; the stream throws it too.</exception>
    public async Task<Stream?> OpenAsync(
        SealedFile file,
        Binding binding,
        CancellationToken cancelled
    )
    {
        if (await keys.FindAsync(file.CoworkerKey, cancelled) is not { } key)
            return null;
        var fileKey = Unwrap(file, binding, key);
        try
        {
            return folder.Open(file, fileKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(fileKey);
        }
    }

    private static byte[] Wrap(Guid id, Binding binding, CoworkerKey key, byte[] fileKey) =>
        Wrapping.Wrap(
            key.ForFiles,
            KeyName.Coworker(key.Coworker),
            KeyName.File(id),
            fileKey,
            binding.Bytes()
        );

    private static byte[] Unwrap(SealedFile file, Binding binding, CoworkerKey key) =>
        Wrapping.Unwrap(
            key.ForFiles,
            KeyName.Coworker(key.Coworker),
            KeyName.File(file.Id),
            file.WrappedKey,
            binding.Bytes()
        );
}
