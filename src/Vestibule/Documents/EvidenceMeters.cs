using System.Diagnostics.Metrics;

namespace Vestibule.Documents;

/// <summary>What is counted of evidence. Nothing here says whose it is.</summary>
public sealed class EvidenceMeters : IDisposable
{
    public const string Name = "Vestibule.Evidence";
    private readonly Meter meter = new(Name);
    private readonly Counter<long> files;
    private readonly Counter<long> bytes;
    private readonly Counter<long> rounds;
    private readonly Gauge<int> untracked;
    private readonly Counter<long> scans;

    public EvidenceMeters()
    {
        files = meter.CreateCounter<long>("vestibule.evidence.scrub.files", "{file}");
        bytes = meter.CreateCounter<long>("vestibule.evidence.scrub.bytes", "By");
        rounds = meter.CreateCounter<long>("vestibule.evidence.scrub.rounds", "{round}");
        scans = meter.CreateCounter<long>("vestibule.evidence.scans", "{file}");
        untracked = meter.CreateGauge<int>("vestibule.evidence.untracked", "{file}");
    }

    /// <param name="state"><c>Sound</c>, <c>Missing</c> and the like.</param>
    public void Read(string state, long size)
    {
        files.Add(1, new KeyValuePair<string, object?>("state", state));
        bytes.Add(size);
    }

    /// <param name="verdict"><c>Clean</c>, <c>Found</c>, or why there is none.</param>
    public void Scanned(string verdict) =>
        scans.Add(1, new KeyValuePair<string, object?>("verdict", verdict));

    public void Ended(int strays)
    {
        rounds.Add(1);
        untracked.Record(strays);
    }

    public void Dispose() => meter.Dispose();
}
