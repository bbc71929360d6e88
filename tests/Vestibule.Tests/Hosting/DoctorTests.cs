using System.Net;
using System.Net.Sockets;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Tests.Harness;
using Vestibule.Vault;

namespace Vestibule.Tests.Hosting;

/// <summary>The doctor on a house that is well, and on the same house with one thing wrong at a time.</summary>
public sealed class DoctorTests
{
    [Theory, ClassData(typeof(OnBoth))]
    public async Task AHouseInOrderIsWell(DatabaseProvider provider)
    {
        var said = await Sickbed.In(provider);
        said.Code.ShouldBe(ExitCode.Stopped, said.Text);
        said.Text.ShouldNotContain("BAD");
        said.Text.ShouldContain("the master key opens what is stored");
        said.Text.ShouldContain("mail: not set up");
        said.Text.ShouldContain("the journal has what they saw");
        said.Text.ShouldEndWith("Nothing is wrong.\n");
    }

    [Fact]
    public async Task AKeyOpenToOthersIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => File.SetUnixFileMode(bed.Key, UnixFileMode.UserRead | UnixFileMode.OtherRead)
            )
        ).ShouldTell("keys", "open to others");

    [Fact]
    public async Task AMissingKeyIsFound() =>
        (await Sickbed.In(DatabaseProvider.Sqlite, bed => File.Delete(bed.Key))).ShouldTell(
            "keys",
            "is missing"
        );

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AnotherKeyIsFound(DatabaseProvider provider) =>
        (
            await Sickbed.In(provider, bed => File.WriteAllText(bed.Key, MasterKeys.NewText()))
        ).ShouldTell("keys", "it is another one");

    [Fact]
    public async Task AMangledKeyIsFound()
    {
        var said = await Sickbed.In(
            DatabaseProvider.Sqlite,
            bed => File.AppendAllText(bed.Key, "key 2")
        );
        said.ShouldTell("keys", "malformed");
        said.Text.ShouldNotContain("..");
    }

    [Fact]
    public async Task AKeyAmongTheDataIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed =>
                {
                    var inside = Path.Combine(bed.Data, "master.key");
                    File.Move(bed.Key, inside);
                    bed.Set("Vestibule:Vault:MasterKeyFile", inside);
                }
            )
        ).ShouldTell("keys", "lies in the data folder");

    [Fact]
    public async Task AFullDiskIsFound() =>
        (await Sickbed.In(DatabaseProvider.Sqlite, bed => bed.Free = 100 * 1024 * 1024)).ShouldTell(
            "disk",
            "100 MiB are left"
        );

    [Fact]
    public async Task AFolderOpenToOthersIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => File.SetUnixFileMode(bed.Data, (UnixFileMode)0b111_101_101)
            )
        ).ShouldTell("disk", "open to other users");

    [Fact]
    public async Task AFolderThatCannotBeWrittenIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed => bed.Set("Vestibule:DataPath", Path.Combine(bed.Key, "data"))
            )
        ).ShouldTell("disk", "is a file, and a folder is needed", others: true);

    [Fact]
    public async Task ADatabaseThatDoesNotAnswerIsFound()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        var said = await Sickbed.In(
            DatabaseProvider.Sqlite,
            bed =>
            {
                bed.Set("Vestibule:Database:Provider", "Postgres");
                bed.Set(
                    "ConnectionStrings:Vestibule",
                    $"Host=127.0.0.1;Port={port};Username=v;Password=hunter2hunter2;Database=v"
                );
            }
        );
        said.ShouldTell("database", "does not answer", others: true);
        said.Text.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task ACommitThatIsNotDurableIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Postgres,
                bed =>
                    bed.Set(
                        "ConnectionStrings:Vestibule",
                        bed.Connection + ";Options=-c synchronous_commit=off"
                    )
            )
        ).ShouldTell("database", "synchronous_commit");

    [Fact]
    public async Task AMissingDatabaseIsFound() =>
        (
            await Sickbed.In(
                DatabaseProvider.Sqlite,
                bed =>
                {
                    Directory.CreateDirectory(Path.Combine(bed.Data, "files"));
                    bed.Set(
                        "ConnectionStrings:Vestibule",
                        $"Data Source={Path.Combine(bed.Data, "gone.db")}"
                    );
                }
            )
        ).ShouldTell("database", "gone.db is missing", others: true);

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AClockThatIsOffIsFound(DatabaseProvider provider) =>
        (await Sickbed.In(provider, bed => bed.ClockOff = TimeSpan.FromHours(-1))).ShouldTell(
            "clock",
            provider is DatabaseProvider.Postgres ? "s apart" : "the journal was last written",
            others: true
        );
}
