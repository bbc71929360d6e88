using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.IdentityChecks;
using Vestibule.Vault;

namespace Vestibule.Bench;

/// <summary>
/// A photo of the size telephones send, received, hashed, sealed, made durable and committed, against a bare endpoint
/// that writes the same bytes down in the clear.
/// </summary>
internal static class UploadRounds
{
    public const string Name = "upload";

    /// <summary>Each is uploaded to in turn, and again when there are no more.</summary>
    public const int Checks = 10_000;

    // With one, no processor is full; with more the ratio tells of them, and of the disk beside them.
    private const double Least = 0.75;
    private const double LeastOfMany = 0.6;
    private static readonly int[] Connections = [1, 4, 16];

    /// <returns>One line for each number of connections, and what is wrong apart from speed.</returns>
    public static async Task<(IReadOnlyList<(bool, string)> Judged, List<string> Wrong)> Run(
        DatabaseProvider provider,
        string folder,
        Options options
    )
    {
        folder = Directory.CreateDirectory(Path.Combine(folder, Name)).FullName;
        var stage = await Stage.Set(
            provider,
            folder,
            Name,
            Checks,
            _ => VerificationStatus.Pending
        );
        await using var server = await Subject.Start(stage, UploadDoor.Map);
        var plain = Directory.CreateDirectory(Path.Combine(stage.Data, "plain")).FullName;
        await using var endpoint = await BareUpload.Start(plain);
        var ours = new UploadSide(server.Address, server.Token, Path.Combine(stage.Data, "files"));
        var bare = new UploadSide(endpoint.Address, null, plain);
        var earlier = await ours.WarmUp(options.WarmUp);
        await bare.WarmUp(options.WarmUp / 4);
        var pairs = new List<(int Connections, Point Ours, Point Bare)>();
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var connections in Connections.Where(c => options.Wants(c, Connections)))
            {
                var first = round % 2 == 0 ? await ours.Load(connections, options.Point * 2) : null;
                var other = await bare.Load(connections, options.Point * 2);
                first ??= await ours.Load(connections, options.Point * 2);
                pairs.Add((connections, first, other));
            }
        }

        return (
            [
                .. pairs
                    .GroupBy(pair => pair.Connections)
                    .Select(set =>
                        Judge(
                            provider,
                            set.Key,
                            [.. set.Select(pair => pair.Ours.Rate / pair.Bare.Rate)],
                            [.. set.Select(pair => pair.Ours.Rate)]
                        )
                    ),
            ],
            [
                .. ours.Wrong,
                .. bare.Wrong,
                .. await Unknown(stage, earlier + pairs.Sum(p => p.Ours.Good)),
            ]
        );
    }

    private static (bool, string) Judge(
        DatabaseProvider provider,
        int connections,
        List<double> ratios,
        List<double> rates
    )
    {
        var (median, rate) = (
            Report.Median(ratios),
            Report.Median(rates) * UploadSide.Bytes / 1024 / 1024
        );
        var least = connections == 1 ? Least : LeastOfMany;
        return (
            median >= least,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(median >= least ? "PASS" : "FAIL")} {provider}: {Name} at {connections} is {median:0.00} ({ratios.Min():0.00}–{ratios.Max():0.00}) × plain bytes, flushed, wanted ≥ {least:0.00}; {rate:0} MiB/s"
            )
        );
    }

    /// <summary>Every file that was acknowledged has a row with the hash of what was sent.</summary>
    private static async Task<IEnumerable<string>> Unknown(Stage stage, int acknowledged)
    {
        var sent = UploadSide
            .Bodies.Select(body => Convert.ToHexString(SHA256.HashData(body)))
            .ToHashSet();
        await using var db = Stage.Context(stage.Provider, stage.Ours);
        var kept = await db.Set<SealedFile>().Select(file => file.Sha256).ToListAsync();
        var known = kept.Count(hash => sent.Contains(Convert.ToHexString(hash)));
        return known == acknowledged
            ? []
            : [$"{stage.Provider}: {acknowledged} uploads acknowledged, {known} kept as sent"];
    }
}
