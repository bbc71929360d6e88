using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Outbound;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>What a sealed file is of its slot.</summary>
public static class FileKinds
{
    /// <summary>The bytes as they were handed in.</summary>
    public const int Original = 1;

    /// <summary>Where a file of a document belongs; it opens nowhere else.</summary>
    public static Binding Place(IdentityCheck check, Guid document, Slot slot) =>
        new(check.Business!.UniqueId, check.UniqueId, document, (int)slot, Original);
}

/// <summary>Largest file a slot takes.</summary>
public sealed record FileLimit(long Bytes);

/// <summary>
/// The one way files come in: fetched from an address or sent as bytes, told by content, sealed while streaming.
/// Either all files of a write are taken or none.
/// </summary>
public sealed class TakeFiles(Fetch fetch, FileVault vault, FileLimit limit, TimeProvider clock)
{
    /// <summary>Fetches what the wishes name, one after another, in page order.</summary>
    public async Task<(IReadOnlyList<NewFile> Files, DocumentOutcome? Failure)> Fetch(
        IReadOnlyList<SlotWish> wishes,
        IdentityCheck check,
        Guid document,
        CancellationToken cancelled
    )
    {
        var files = new List<NewFile>();
        foreach (var wish in wishes.Where(wish => wish.NewUrl is not null))
        {
            var fetched = await fetch.FetchAsync(
                wish.NewUrl!,
                limit.Bytes,
                (bytes, name, stop) => Stage(wish.Slot, bytes, name, check, document, stop),
                cancelled
            );
            var (file, why) = fetched is FetchOutcome<(NewFile?, string?)>.Fetched(var taken)
                ? taken
                : (null, Outbound.Fetch.Refusal);
            if (file is null)
            {
                await Discard(files);
                return ([], new DocumentOutcome.Refused(wish.NewMember, why!));
            }

            files.Add(file);
        }

        return (files, null);
    }

    /// <summary>Takes one file sent as the body of a request.</summary>
    public async Task<(IReadOnlyList<NewFile> Files, DocumentOutcome? Failure)> Receive(
        Slot slot,
        Stream bytes,
        string? name,
        IdentityCheck check,
        Guid document,
        CancellationToken cancelled
    )
    {
        var (file, why) = await Stage(slot, bytes, name ?? "", check, document, cancelled);
        return file is null ? ([], new DocumentOutcome.Refused("File", why!)) : ([file], null);
    }

    /// <summary>Throws away files that were not saved after all.</summary>
    public async Task Discard(IEnumerable<NewFile> files)
    {
        foreach (var file in files)
        {
            await vault.DiscardAsync(file.Sealed, CancellationToken.None);
        }
    }

    private async Task<(NewFile? File, string? Why)> Stage(
        Slot slot,
        Stream bytes,
        string name,
        IdentityCheck check,
        Guid document,
        CancellationToken cancelled
    )
    {
        var intake = new Intake(
            FileKinds.Place(check, document, slot),
            check.Coworker!.UniqueId,
            limit.Bytes,
            head => MediaTypes.MediaTypeOf(head.Span)
        );
        return await vault.StageAsync(bytes, intake, clock.Now(), cancelled) switch
        {
            Staging.Staged(var file) => (new NewFile(slot, file, NameOf(name, slot, file)), null),
            Staging.TooLarge => (null, $"is larger than {limit.Bytes / (1024 * 1024)} MB"),
            Staging.NotAccepted => (null, "is not a JPEG, PNG, WebP, HEIC or PDF file"),
            _ => (null, "is not taken: what was kept of this person has been erased"),
        };
    }

    // An address such as …/download?id=7 names nothing a person would recognise, nor does a body without a name.
    private static string NameOf(string sent, Slot slot, SealedFile file) =>
        FileNames.Clean(sent) is var name && name.Contains('.', StringComparison.Ordinal)
            ? name
            : $"{slot.ToString().ToLowerInvariant()}.{file.MediaType.Split('/')[1].Replace("jpeg", "jpg", StringComparison.Ordinal)}";
}
