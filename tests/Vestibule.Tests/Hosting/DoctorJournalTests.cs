using System.Net.Sockets;
using Vestibule.Database;

namespace Vestibule.Tests.Hosting;

/// <summary>The doctor on what bears witness to the journal: its checkpoints, and the syslog they are said to.</summary>
public sealed class DoctorJournalTests
{
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

    [Fact]
    public async Task ACheckpointThatWasEditedIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed =>
                {
                    var text = File.ReadAllText(bed.Checkpoints);
                    File.WriteAllText(
                        bed.Checkpoints,
                        text.Replace("\"sequence\":", "\"sequence\":1", StringComparison.Ordinal)
                    );
                }
            )
        ).ShouldTell("journal", "line 1 is not signed by this server's key");

    [Fact]
    public async Task AJournalBehindItsCheckpointsIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed =>
                    bed.Alter(
                        """
                        DELETE FROM "JournalEntries" WHERE "BusinessId" = 0
                            AND "Sequence" = (SELECT MAX("Sequence") FROM "JournalEntries" WHERE "BusinessId" = 0);
                        UPDATE "JournalHeads" SET "Sequence" = "Sequence" - 1 WHERE "BusinessId" = 0
                        """
                    )
            )
        ).ShouldTell("journal", "behind what a checkpoint has seen");

    [Fact]
    public async Task AnotherLineThanACheckpointHasSeenIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed =>
                    bed.Alter(
                        """UPDATE "JournalEntries" SET "Hash" = zeroblob(32) WHERE "BusinessId" = 0"""
                    )
            )
        ).ShouldTell("journal", "is not the one a checkpoint has seen");

    [Theory]
    [InlineData(0b110_110_110)]
    [InlineData(0b110_000_010)]
    public async Task CheckpointsOthersCanChangeAreFound(int mode) =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => File.SetUnixFileMode(bed.Checkpoints, (UnixFileMode)mode)
            )
        ).ShouldTell("journal", "can be changed by other users");

    [Fact]
    public async Task CheckpointsOthersCanReplaceAreFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed =>
                    File.SetUnixFileMode(
                        Path.GetDirectoryName(bed.Checkpoints)!,
                        (UnixFileMode)0b111_111_111
                    )
            )
        ).ShouldTell("journal", "can be changed by other users");

    [Fact]
    public async Task CheckpointsOthersCanReadAreNoTrouble() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => File.SetUnixFileMode(bed.Checkpoints, (UnixFileMode)0b110_100_100)
            )
        ).Text.ShouldEndWith("Nothing is wrong.\n");

    [Theory]
    [InlineData("unix:///nowhere/nope.sock")]
    [InlineData("udp://nobody.invalid:514")]
    public async Task ASyslogThatIsNotThereIsFound(string address) =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => bed.Set("Vestibule:Journal:Syslog", address)
            )
        ).ShouldTell("journal", "checkpoints do not reach the syslog");

    [Fact]
    public async Task ASyslogNobodyListensAtIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => bed.Set("Vestibule:Journal:Syslog", $"unix://{bed.Checkpoints}")
            )
        ).ShouldTell("journal", "checkpoints do not reach the syslog");

    [Fact]
    public async Task ASyslogThatListensIsNoTrouble()
    {
        using var listener = new Socket(
            AddressFamily.Unix,
            SocketType.Dgram,
            ProtocolType.Unspecified
        );
        var said = await Sickbed.In(
            DatabaseProvider.Sqlite,
            bed =>
            {
                var path = $"{bed.Key}.sock";
                listener.Bind(new UnixDomainSocketEndPoint(path));
                bed.Set("Vestibule:Journal:Syslog", $"unix://{path}");
            }
        );
        said.Text.ShouldEndWith("Nothing is wrong.\n");
        listener.Available.ShouldBe(0, "the doctor says nothing to it");
    }
}
