using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vestibule.Journal;

/// <summary>Where a chain ended at one moment.</summary>
/// <param name="Hash">Of its last line, keyed: shows that the line is one of ours.</param>
/// <param name="Digest">SHA-256 over the digest before (zeros before the first line) and the last line's canonical form: what somebody without the key can compute too.</param>
/// <param name="Numbers">SHA-256 over the same before and the last line's <see cref="JournalEntry.Id"/> in eight bytes, the highest first; null where an older checkpoint has none.</param>
public sealed record ChainEnd(
    long Chain,
    long Sequence,
    byte[] Hash,
    byte[] Digest,
    byte[]? Numbers
)
{
    public static ChainEnd Start(long chain) =>
        new(chain, 0, new byte[32], new byte[32], new byte[32]);

    /// <summary>The same end, as far as both know.</summary>
    public bool Agrees(ChainEnd other) =>
        Equals(other)
        && (Numbers is null || other.Numbers is null || Numbers.SequenceEqual(other.Numbers));

    public bool Equals(ChainEnd? other) =>
        other is not null
        && (Chain, Sequence) == (other.Chain, other.Sequence)
        && Hash.AsSpan().SequenceEqual(other.Hash)
        && Digest.AsSpan().SequenceEqual(other.Digest);

    public override int GetHashCode() => HashCode.Combine(Chain, Sequence);
}

/// <summary>
/// Lines that a restored backup has not: what checkpoints had seen of the chain behind <paramref name="After"/>, up to
/// <paramref name="Until"/>, is given up, in so many words and signed.
/// </summary>
public sealed record GivenUp(long Chain, long After, long Until);

/// <summary>
/// The ends of the chains that have grown since the checkpoint before, signed. One line of text, JSON, so that tools
/// can read it; the signature is over the line's bytes before <c>,"signature":</c>.
/// </summary>
/// <param name="Before">SHA-256 of the line before; zeros in the first line of a file.</param>
/// <param name="Line">The text without its line end.</param>
public sealed record Checkpoint(
    DateTimeOffset At,
    IReadOnlyList<ChainEnd> Ends,
    byte[] Before,
    string Line
)
{
    /// <summary>What was given up with this checkpoint; usually nothing.</summary>
    public IReadOnlyList<GivenUp> GivenUp { get; init; } = [];

    private const string Form = "vestibule checkpoint 1";
    private const string SignatureMark = ",\"signature\":\"";

    /// <summary>SHA-256 of the line, which the next one names.</summary>
    public byte[] Mark => SHA256.HashData(Encoding.UTF8.GetBytes(Line));

    public static Checkpoint Sign(
        DateTimeOffset at,
        IReadOnlyList<ChainEnd> ends,
        byte[] before,
        CheckpointKey key,
        IReadOnlyList<GivenUp>? givenUp = null
    )
    {
        var open = JsonSerializer.Serialize(
            new Said(
                Form,
                at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                key.Id,
                [.. ends.Select(Words)],
                Convert.ToHexStringLower(before),
                givenUp?.Select(lost => new Lost(lost.Chain, lost.After, lost.Until)).ToList()
            )
        );
        // The signature becomes the last member, so that what it covers is a prefix of the line.
        var signed = open[..^1];
        var signature = Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(signed)));
        return new(at, ends, before, $"{signed}{SignatureMark}{signature}\"}}")
        {
            GivenUp = givenUp ?? [],
        };
    }

    /// <summary>Null when the line is no checkpoint signed with this key.</summary>
    public static Checkpoint? Read(string line, CheckpointKey key)
    {
        var cut = line.LastIndexOf(SignatureMark, StringComparison.Ordinal);
        if (cut < 0 || !line.EndsWith("\"}", StringComparison.Ordinal))
            return null;
        try
        {
            var spelled = line[(cut + SignatureMark.Length)..^2];
            var signature = Convert.FromBase64String(spelled);
            // The last letter may carry bits nobody reads: a line has one spelling only.
            return
                Convert.ToBase64String(signature) == spelled
                && key.Verifies(Encoding.UTF8.GetBytes(line[..cut]), signature)
                && JsonSerializer.Deserialize<Said>(line[..cut] + "}") is { vestibule: Form } said
                ? new(
                    DateTimeOffset.Parse(said.at, CultureInfo.InvariantCulture),
                    [.. said.ends.Select(Value)],
                    Convert.FromHexString(said.before),
                    line
                )
                {
                    GivenUp =
                    [
                        .. (said.givenUp ?? []).Select(lost => new GivenUp(
                            lost.chain,
                            lost.after,
                            lost.until
                        )),
                    ],
                }
                : null;
        }
        catch (Exception garbled) when (garbled is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>What checkpoints, in their order, bear witness to together.</summary>
    public static IReadOnlyList<ChainEnd> Standing(IEnumerable<Checkpoint> checkpoints)
    {
        var seen = new List<ChainEnd>();
        foreach (var checkpoint in checkpoints)
        {
            foreach (var lost in checkpoint.GivenUp)
                seen.RemoveAll(end => end.Chain == lost.Chain && end.Sequence > lost.After);
            seen.AddRange(checkpoint.Ends);
        }
        return seen;
    }

    private static End Words(ChainEnd end) =>
        new(
            end.Chain,
            end.Sequence,
            Convert.ToHexStringLower(end.Hash),
            Convert.ToHexStringLower(end.Digest),
            end.Numbers is { } numbers ? Convert.ToHexStringLower(numbers) : null
        );

    private static ChainEnd Value(End end) =>
        new(
            end.chain,
            end.sequence,
            Convert.FromHexString(end.hash),
            Convert.FromHexString(end.digest),
            end.numbers is { } numbers ? Convert.FromHexString(numbers) : null
        );

    // Members as they are written.
#pragma warning disable IDE1006
    private sealed record Said(
        string vestibule,
        string at,
        string key,
        IReadOnlyList<End> ends,
        string before,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
            IReadOnlyList<Lost>? givenUp = null
    );

    private sealed record Lost(long chain, long after, long until);

    private sealed record End(
        long chain,
        long sequence,
        string hash,
        string digest,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
            string? numbers = null
    );
#pragma warning restore IDE1006
}
