using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Vestibule.Hosting;
using Vestibule.Tests.Harness;
using Vestibule.Tests.Hosting;
using Vestibule.Wire;

namespace Vestibule.Tests.Security;

/// <summary>Lines of the log as whoever collects them gets them.</summary>
public sealed partial class LogLineTests
{
    [Fact]
    public void EveryLineIsJsonInUtc()
    {
        var line = JsonNode.Parse(Written("plain"))!;
        Utc().IsMatch(line["Timestamp"]!.GetValue<string>()).ShouldBeTrue();
        line["LogLevel"]!.GetValue<string>().ShouldBe("Warning");
        line["Category"]!.GetValue<string>().ShouldBe("Vestibule.Test");
        line["EventId"]!.GetValue<int>().ShouldBe(7);
        line["Message"]!.GetValue<string>().ShouldBe("plain");
        using var services = Logs();
        services.GetServices<ILoggerProvider>().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("first\r\n{\"LogLevel\":\"Critical\",\"Message\":\"made up\"}")]
    [InlineData(
        "bell \u0007 escape \u001b[31m next line \u0085 separator \u2028 \u2029 nothing \0"
    )]
    [InlineData("\",\"Message\":\"other")]
    [InlineData("{0} {Name} %n %s")]
    public void NothingBreaksALine(string message)
    {
        var line = Written(message);
        line.TrimEnd('\n').Any(char.IsControl).ShouldBeFalse();
        line.ShouldNotContain('\u2028');
        JsonNode.Parse(line)!["Message"]!.GetValue<string>().ShouldBe(message);
    }

    [Fact]
    public async Task AFaultIsLoggedAndAnsweredWithoutIt()
    {
        var logs = new CapturedLogs();
        // The fault is logged behind the answer, and before the house has closed.
        await using (
            var house = await ServedHouse.Open(
                builder => builder.Logging.AddProvider(logs),
                app =>
                {
                    app.UseAnswers();
                    app.MapGet(
                        "/breaks",
                        void () => throw new InvalidOperationException("CanaryInsideZq7")
                    );
                }
            )
        )
        {
            for (var i = 0; i < 2; i++)
            {
                var answer = await house.Client.GetAsync(
                    new Uri("/breaks", UriKind.Relative),
                    TestContext.Current.CancellationToken
                );
                answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
                (
                    await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
                ).ShouldBe("""{"Message":"An error has occurred."}""");
            }
        }

        logs.Lines.Count(line =>
                line.StartsWith("Error", StringComparison.Ordinal)
                && line.Contains("CanaryInsideZq7", StringComparison.Ordinal)
            )
            .ShouldBe(2);
    }

    private static string Written(string message)
    {
        using var services = Logs();
        using var text = new StringWriter();
        services
            .GetServices<ConsoleFormatter>()
            .Single(formatter => formatter.Name == ConsoleFormatterNames.Json)
            .Write(
                new LogEntry<string>(
                    LogLevel.Warning,
                    "Vestibule.Test",
                    new EventId(7),
                    message,
                    null,
                    (state, _) => state
                ),
                null,
                text
            );
        return text.ToString();
    }

    private static ServiceProvider Logs() =>
        new ServiceCollection()
            .AddLogging(logging => logging.AddHostingLogs(forPeople: false))
            .BuildServiceProvider();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
    private static partial Regex Utc();
}
