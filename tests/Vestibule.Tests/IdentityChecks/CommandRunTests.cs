using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;

namespace Vestibule.Tests.IdentityChecks;

public sealed class CommandRunTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly Caller Somebody = new(
        new Grants(
            1,
            Guid.Empty,
            "a@example.org",
            true,
            new HashSet<long>(),
            new HashSet<string>()
        ),
        new Actor(ActorKind.Operator, 1, "A", "Bearer", null)
    );

    [Fact]
    public async Task ACommandThatCouldNotBeWrittenIsAnsweredAsAnyWrite()
    {
        var (status, body) = await Run([7], _ => new Written.Busy());
        status.ShouldBe(503);
        body["Message"]!
            .GetValue<string>()
            .ShouldBe("The record could not be written now. Read it and try again.");
    }

    [Fact]
    public async Task OfSeveralRecordsEachIsToldOf()
    {
        var (status, body) = await Run(
            [7, 8],
            id => id == 7 ? new Written.Unknown() : new Written.Lost()
        );
        status.ShouldBe(200);
        body["WasSuccessful"]!.GetValue<bool>().ShouldBeFalse();
        body["Message"]!
            .GetValue<string>()
            .ShouldBe(
                "7: The record could not be written now. Read it and try again. "
                    + "8: The record was changed by somebody else meanwhile. Try again."
            );
    }

    private static async Task<(int Status, JsonNode Body)> Run(long[] ids, Func<long, Written> why)
    {
        var result = await CommandRun.Moved(
            ids,
            At,
            Somebody,
            (id, _) => Task.FromResult<MoveOutcome>(new MoveOutcome.NotWritten(why(id)))
        );
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext
        {
            RequestServices = services,
            Response = { Body = new MemoryStream() },
        };
        await result.ExecuteAsync(context);
        context.Response.Body.Position = 0;
        return (context.Response.StatusCode, (await JsonNode.ParseAsync(context.Response.Body))!);
    }
}
