using System.Diagnostics.Metrics;

namespace Vestibule.Decoding;

/// <summary>What is counted. Nothing here says whose files they were.</summary>
internal sealed class DecodeMeters : IDisposable
{
    public const string Name = "Vestibule.Decoding";
    private readonly Meter meter = new(Name);
    private readonly Counter<long> files;
    private readonly Counter<long> starts;
    private readonly Counter<long> losses;
    private readonly Histogram<double> time;

    public DecodeMeters(Func<int> waiting)
    {
        files = meter.CreateCounter<long>("vestibule.decoding.files", "{file}");
        starts = meter.CreateCounter<long>("vestibule.decoding.worker.starts", "{process}");
        losses = meter.CreateCounter<long>("vestibule.decoding.worker.losses", "{process}");
        time = meter.CreateHistogram<double>("vestibule.decoding.duration", "s");
        meter.CreateObservableGauge("vestibule.decoding.waiting", waiting, "{file}");
    }

    public void Started() => starts.Add(1);

    public void Lost() => losses.Add(1);

    public void Answered(string kind, DecodeOutcome outcome, TimeSpan took)
    {
        var how = outcome switch
        {
            DecodeOutcome.Decoded => "Decoded",
            DecodeOutcome.Refused(var why) => why.Reason.ToString(),
            _ => "Busy",
        };
        files.Add(1, new("kind", kind), new("outcome", how));
        time.Record(took.TotalSeconds, new KeyValuePair<string, object?>("kind", kind));
    }

    public void Dispose() => meter.Dispose();
}
