using Vestibule.Decoding;
using Vestibule.IdentityChecks;
using Vestibule.Vault;
using Vestibule.Vision;

namespace Vestibule.Documents;

/// <summary>What a sealed file is of its slot.</summary>
public static class FileKinds
{
    /// <summary>The bytes as they were handed in.</summary>
    public const int Original = 1;

    /// <summary>What the slot names: the pictures of the original and nothing else of it.</summary>
    public const int Cleaned = 2;

    /// <summary>What people look at, see <see cref="Documents.Album"/>.</summary>
    public const int Album = 3;

    /// <summary>Where a file of a document belongs; it opens nowhere else.</summary>
    public static Binding Place(IdentityCheck check, Guid document, Slot slot, int kind) =>
        new(check.Business!.UniqueId, check.UniqueId, document, (int)slot, kind);
}

/// <summary>
/// Makes of an original that lies sealed on the disk what may be shown of it: decoded by a worker, sealed again. Reads
/// the original back, so that what is decoded is what was kept.
/// </summary>
public sealed class MakePictures(FileVault vault, DecodePool pool, OriginalRules rules)
{
    /// <summary>What became of an original.</summary>
    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Files">The cleaned one, then its parts.</param>
        public sealed record Made(IReadOnlyList<SealedFile> Files) : Outcome;

        /// <param name="Why">To be read after the name of a field.</param>
        public sealed record Refused(string Why) : Outcome;

        public sealed record Later(TimeSpan After) : Outcome;
    }

    /// <summary>The original is this deed's from here on: nothing of it is left unless pictures were made.</summary>
    /// <exception cref="DurabilityException">The disk refused.</exception>
    public async Task<Outcome> Run(
        SealedFile original,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        Outcome? outcome = null;
        try
        {
            outcome = await Decoded(original, cancelled) switch
            {
                DecodeOutcome.Decoded decoded => await Sealed(original, decoded, at, cancelled),
                DecodeOutcome.Refused(var why) => new Outcome.Refused(why.Sentence),
                DecodeOutcome.Busy(var after) => new Outcome.Later(after),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            return outcome;
        }
        finally
        {
            if (outcome is not Outcome.Made)
                await vault.AbandonAsync([original]);
        }
    }

    private Task<DecodeOutcome> Decoded(SealedFile original, CancellationToken cancelled) =>
        pool.Decode(
            MediaKinds.Of(original.MediaType)!.Value,
            original.BusinessKey,
            async stop => await Bytes(original, stop),
            cancelled
        );

    private async Task<ReadOnlyMemory<byte>> Bytes(SealedFile original, CancellationToken cancelled)
    {
        await using var plain =
            await vault.OpenAsync(original, original.Binding, cancelled)
            ?? throw new SealBrokenException();
        var bytes = new byte[original.Length];
        await plain.ReadExactlyAsync(bytes, cancelled);
        return bytes;
    }

    private async Task<Outcome> Sealed(
        SealedFile original,
        DecodeOutcome.Decoded decoded,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var made = await vault.StageAsync(
            [
                new Made(
                    original.Binding with
                    {
                        Kind = FileKinds.Cleaned,
                    },
                    decoded.MediaType,
                    decoded.Cleaned
                ),
                new Made(
                    original.Binding with
                    {
                        Kind = FileKinds.Album,
                    },
                    Album.MediaType,
                    Album.Of([decoded.Blurred, decoded.Thumbnail, .. decoded.Pages])
                ),
            ],
            original.CoworkerKey,
            at,
            cancelled
        );
        if (made is null)
            return new Outcome.Refused(TakeFiles.Erased);
        // What was made of a file the scanner has seen is as well seen.
        made = [.. made.Select(file => file with { ScannedOn = original.ScannedOn })];
        if (rules.Keep is not KeepOriginal.Never)
            return new Outcome.Made([.. made, original with { PartOf = made[0].Id }]);
        await vault.AbandonAsync([original]);
        return new Outcome.Made(made);
    }
}
