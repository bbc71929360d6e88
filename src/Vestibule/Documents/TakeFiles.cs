using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.Outbound;
using Vestibule.Vault;

namespace Vestibule.Documents;

/// <summary>Largest file a slot takes.</summary>
public sealed record FileLimit(long Bytes);

/// <summary>
/// The one way files come in: fetched from an address or sent as bytes, told by content, sealed while streaming, then
/// decoded into what may be shown. Either all files of a write are taken or none.
/// </summary>
public sealed class TakeFiles(
    Fetch fetch,
    FileVault vault,
    MakePictures pictures,
    FindRoom room,
    SealScanned seal,
    FileLimit limit,
    TimeProvider clock
)
{
    private const string Unscanned =
        "The file could not be checked for viruses now. Try again later.";
    internal static readonly TimeSpan UntilScanned = TimeSpan.FromMinutes(1);

    /// <summary>Why nothing is taken of somebody whose key was shredded.</summary>
    internal const string Erased = "is not taken: what was kept of this person has been erased";

    /// <summary>Fetches what the wishes name, one after another, in page order.</summary>
    public async Task<(IReadOnlyList<NewFile> Files, DocumentOutcome? Failure)> Fetch(
        IReadOnlyList<SlotWish> wishes,
        IdentityCheck check,
        Guid document,
        Actor actor,
        CancellationToken cancelled
    )
    {
        var files = new List<NewFile>();
        var wanted = wishes.Where(wish => wish.NewUrl is not null).ToList();
        if (
            wanted.Count > 0
            && await room.Objection(check, wanted[0].NewMember, wanted.Count, cancelled) is { } full
        )
            return (files, full);
        try
        {
            foreach (var wish in wanted)
            {
                var fetched = await fetch.FetchAsync(
                    wish.NewUrl!,
                    limit.Bytes,
                    (bytes, name, stop) =>
                        Stage(wish.Slot, bytes, name, check, document, actor, stop),
                    cancelled
                );
                var staged = fetched is FetchOutcome<Original>.Fetched(var taken)
                    ? taken
                    : new Original(null, Outbound.Fetch.Refusal);
                var (file, failure) = await Shown(wish.Slot, wish.NewMember, staged, cancelled);
                if (file is null)
                    return ([], failure);
                files.Add(file);
            }
            return ([.. files], null);
        }
        finally
        {
            if (files.Count < wanted.Count)
                await vault.AbandonAsync(files.SelectMany(file => file.Files));
        }
    }

    /// <summary>Takes one file sent as the body of a request.</summary>
    public async Task<(IReadOnlyList<NewFile> Files, DocumentOutcome? Failure)> Receive(
        Slot slot,
        Stream bytes,
        string? name,
        IdentityCheck check,
        Guid document,
        Actor actor,
        CancellationToken cancelled
    )
    {
        const string member = "File";
        if (await room.Objection(check, member, 1, cancelled) is { } full)
            return ([], full);
        var staged = await Stage(slot, bytes, name ?? "", check, document, actor, cancelled);
        var (file, failure) = await Shown(slot, member, staged, cancelled);
        return file is null ? ([], failure) : ([file], null);
    }

    private async Task<Original> Stage(
        Slot slot,
        Stream bytes,
        string name,
        IdentityCheck check,
        Guid document,
        Actor actor,
        CancellationToken cancelled
    )
    {
        var intake = new Intake(
            FileKinds.Place(check, document, slot, FileKinds.Original),
            check.Coworker!.UniqueId,
            limit.Bytes,
            head => MediaTypes.MediaTypeOf(head.Span)
        );
        return await seal.Run(bytes, intake, actor, clock.Now(), cancelled) switch
        {
            Staging.Staged(var file) => new Original(file, NameOf(name, slot, file)),
            Staging.TooLarge => new Original(
                null,
                $"is larger than {limit.Bytes / (1024 * 1024)} MB"
            ),
            Staging.Empty => new Original(null, "is empty"),
            Staging.Infected => new Original(null, "carries a virus and was not kept"),
            Staging.Unscanned => new Original(null, Unscanned),
            Staging.NotAccepted => new Original(null, "is not a JPEG, PNG, WebP, HEIC or PDF file"),
            _ => new Original(null, Erased),
        };
    }

    private async Task<(NewFile? File, DocumentOutcome? Failure)> Shown(
        Slot slot,
        string member,
        Original original,
        CancellationToken cancelled
    )
    {
        if (original.File is not { } file)
            return (
                null,
                original.Words is Unscanned
                    ? new DocumentOutcome.Later(Unscanned, UntilScanned)
                    : new DocumentOutcome.Refused(member, original.Words)
            );
        return await pictures.Run(file, clock.Now(), cancelled) switch
        {
            MakePictures.Outcome.Made(var files) => (
                new NewFile(slot, files, original.Words),
                null
            ),
            MakePictures.Outcome.Refused(var why) => (
                null,
                new DocumentOutcome.Refused(member, why)
            ),
            MakePictures.Outcome.Later(var after) => (
                null,
                new DocumentOutcome.Later(
                    "Too many files are being read at the moment. Try again.",
                    after
                )
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // An address such as …/download?id=7 names nothing a person would recognise, nor does a body without a name.
    private static string NameOf(string sent, Slot slot, SealedFile file) =>
        FileNames.Clean(sent) is var name && name.Contains('.', StringComparison.Ordinal)
            ? name
            : $"{slot.ToString().ToLowerInvariant()}.{file.MediaType.Split('/')[1].Replace("jpeg", "jpg", StringComparison.Ordinal)}";

    /// <summary>A file sealed as it came.</summary>
    /// <param name="File">Null when it was refused.</param>
    /// <param name="Words">Its name, or why it was refused.</param>
    private sealed record Original(SealedFile? File, string Words);
}
