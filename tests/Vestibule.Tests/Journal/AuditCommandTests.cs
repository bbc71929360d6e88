using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Journal;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Journal;

/// <summary>The journal of a server that has worked, verified and written out by its own commands.</summary>
public sealed class AuditCommandTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(OnBoth))]
    public async Task ACheckpointIsTakenAtTheStartAndAtTheStop(DatabaseProvider provider)
    {
        string dataPath,
            connection;
        await using (var app = await VestibuleApp.Start(provider))
        {
            (dataPath, connection) = (app.DataPath, app.ConnectionString);
            await Work(app);
        }
        await using var again = await VestibuleApp.Start(provider, dataPath, connection);

        var (answer, said) = await Verify(again);

        said.ShouldContain("The journal holds");
        answer.ShouldBe(ExitCode.Stopped);
        var seen = again.Services.GetRequiredService<CheckpointFile>().Read();
        seen.Fault.ShouldBeNull();
        await using var db = again.Db();
        foreach (var head in await db.JournalHeads.ToListAsync(Cancelled))
            seen.Newest()[head.BusinessId].Sequence.ShouldBe(head.Sequence);
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatWasDoneToTheDatabaseIsToldAndNotSigned(DatabaseProvider provider)
    {
        await using var app = await VestibuleApp.Start(provider);
        var business = await Work(app);
        var take = app.Services.GetRequiredService<TakeCheckpoint>();
        await using (var db = app.Db())
            await db.Database.ExecuteSqlAsync(
                $"""UPDATE "JournalEntries" SET "ActorName" = 'nobody' WHERE "BusinessId" = {business} AND "Sequence" = (SELECT MAX("Sequence") FROM "JournalEntries" WHERE "BusinessId" = {business})""",
                Cancelled
            );

        var (answer, said) = await Verify(app);
        var signed = await take.Run(DateTimeOffset.UnixEpoch, Cancelled);

        answer.ShouldBe(ExitCode.DoesNotHold);
        said.ShouldContain($"business {business}: DOES NOT HOLD: line");
        (signed?.Ends.Select(end => end.Chain) ?? []).ShouldNotContain(business);
        string.Join('\n', app.Logs.Lines)
            .ShouldContain($"The journal of chain {business} does not hold behind");
    }

    [Fact]
    public async Task CheckpointsThatWereTakenAwayAreMissed()
    {
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite);
        await Work(app);
        await app.Services.GetRequiredService<TakeCheckpoint>().Run(default, Cancelled);
        File.Delete(app.Services.GetRequiredService<CheckpointFile>().Path);

        var (answer, said) = await Verify(app);

        answer.ShouldBe(ExitCode.DoesNotHold);
        said.ShouldContain("No checkpoint is there although the journal has lines");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task AnExportIsCheckedWithoutTheServer(DatabaseProvider provider)
    {
        Inspector.SkipWithoutTools();
        await using var app = await VestibuleApp.Start(provider);
        var business = await Work(app);
        await app
            .Services.GetRequiredService<TakeCheckpoint>()
            .Run(DateTimeOffset.UnixEpoch, Cancelled);
        var folder = Path.Combine(app.DataPath, "for-the-inspector");

        await Export(app, new(folder, [], null, null, Opened: false));
        var part = Path.Combine(app.DataPath, "part");
        await Export(app, new(part, [business], null, null, Opened: true));
        (await Inspector.Checks(part)).ShouldStartWith("0 Holds: ");
        (await File.ReadAllTextAsync(Path.Combine(part, "journal.jsonl"), Cancelled)).ShouldContain(
            "opened"
        );

        (await Inspector.Checks(folder)).ShouldStartWith("0 Holds: ");
        var lines = await File.ReadAllTextAsync(Path.Combine(folder, "journal.jsonl"), Cancelled);
        lines.ShouldNotContain("Ada Lovelace");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "journal.jsonl"),
            lines.Replace("\"action\":1", "\"action\":2"),
            Cancelled
        );
        (await Inspector.Checks(folder)).ShouldStartWith(
            "1 DOES NOT HOLD: journal.jsonl is not the file"
        );
        await CutOff(app, business);
        var cut = Path.Combine(app.DataPath, "cut");
        await Export(app, new(cut, [], null, null, Opened: false));
        (await Inspector.Checks(cut)).ShouldStartWith(
            $"1 DOES NOT HOLD: chain {business} ends before line"
        );
    }

    [Fact]
    public async Task EachEndIsSaidToTheSyslog()
    {
        using var listener = new Socket(
            AddressFamily.InterNetwork,
            SocketType.Dgram,
            ProtocolType.Udp
        );
        listener.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        listener.ReceiveTimeout = 10_000;
        var port = ((System.Net.IPEndPoint)listener.LocalEndPoint!).Port;
        await using var app = await VestibuleApp.Start(
            DatabaseProvider.Sqlite,
            services: null,
            ("Vestibule:Journal:Syslog", $"udp://127.0.0.1:{port}")
        );

        var buffer = new byte[2048];
        var text = Encoding.UTF8.GetString(buffer, 0, listener.Receive(buffer));

        text.ShouldMatch(
            @"^<109>1 \d{4}-\d\d-\d\dT[\d:.]+Z \S+ vestibule \d+ checkpoint - chain=0 sequence=\d+ hash=[0-9a-f]{64} digest=[0-9a-f]{64} line=[0-9a-f]{64}$"
        );
    }

    private static async Task CutOff(VestibuleApp app, long business)
    {
        await using var db = app.Db();
        var last = await db
            .JournalEntries.Where(line => line.BusinessId == business)
            .MaxAsync(line => line.Sequence, Cancelled);
        await db
            .JournalEntries.Where(line => line.BusinessId == business && line.Sequence == last)
            .ExecuteDeleteAsync(Cancelled);
    }

    /// <summary>A check for somebody new, and the location it is for.</summary>
    private static async Task<long> Work(VestibuleApp app)
    {
        var world = new World(app);
        var business = await world.Business();
        var coworker = await world.Coworker(business);
        using var http = await world.Administrator();
        var made = await http.Posts(
            "/api/spaces/coworkeridentitychecks",
            $$"""{"BusinessId":{{business.Id}},"CoworkerId":{{coworker.Id}},"Name":"Passport of Ada Lovelace"}"""
        );
        made.Status.ShouldBe(200);
        return business.Id;
    }

    private static async Task<(ExitCode, string)> Verify(VestibuleApp app)
    {
        await using var output = new StringWriter();
        return (await VerifyAudit.Run(app.Services, output, Cancelled), output.ToString());
    }

    private static Task<long> Export(VestibuleApp app, JournalExcerpt excerpt) =>
        app
            .Services.GetRequiredService<ExportJournal>()
            .Run(excerpt, DateTimeOffset.UnixEpoch, Cancelled);
}
