using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Hosting;

/// <summary>The doctor on what lies around the house: proxies, certificates, checkpoints, members' keys.</summary>
public sealed class DoctorEdgeTests
{
    [Fact]
    public async Task AProxyNobodyHasNamedIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => bed.Set("Vestibule:PublicUrl", "https://checks.example.com")
            )
        ).ShouldTell("edge", "everybody shares one address");

    [Fact]
    public async Task ATrustedProxyIsNoTrouble() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed =>
                {
                    bed.Set("Vestibule:PublicUrl", "https://checks.example.com");
                    bed.Set("Vestibule:Edge:TrustedProxies", "127.0.0.1");
                }
            )
        ).Text.ShouldEndWith("Nothing is wrong.\n");

    [Fact]
    public async Task TrustInEverybodyIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => bed.Set("Vestibule:Edge:TrustedProxies", "0.0.0.0/0")
            )
        ).ShouldTell("edge", "names everybody");

    [Fact]
    public async Task ACertificateThatIsNoneIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => bed.Set("Vestibule:Edge:Certificate:File", bed.Key)
            )
        ).ShouldTell("edge", "the certificate cannot be used");

    [Fact]
    public async Task CheckpointsTakenAwayAreFound() =>
        (await Sickbed.In(DatabaseProvider.Sqlite, bed => File.Delete(bed.Checkpoints))).ShouldTell(
            "journal",
            "a cut-off end of the journal would not show"
        );

    [Fact]
    public async Task CheckpointsThatCannotBeWrittenAreFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed =>
                    bed.Set(
                        "Vestibule:Journal:CheckpointFile",
                        Path.Combine(bed.Key, "checkpoints.jsonl")
                    )
            )
        ).ShouldTell("journal", "no checkpoint can be written");
}
