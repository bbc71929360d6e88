using System.Text.Json.Nodes;
using Vestibule.Database;
using Vestibule.Tests.Durability;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Wire.Description;

/// <summary>The walk through the API that newcomers send works as it stands, in the demo world it was written for.</summary>
public sealed class RequestFileTests
{
    [Fact]
    public async Task EveryRequestOfTheWalkSucceedsInOrder()
    {
        var folder = Directory.CreateTempSubdirectory("vestibule-walk-").FullName;
        try
        {
            using var server = await ServerProcess.Start(
                DatabaseProvider.Sqlite,
                folder,
                $"Data Source={Path.Combine(folder, "vestibule.db")}",
                "",
                "--Vestibule:Demo=true"
            );
            using var client = new HttpClient();
            var file = new RequestFile(
                await File.ReadAllTextAsync(
                    Path.Combine(Golden.Root, "docs/wire/requests.http"),
                    TestContext.Current.CancellationToken
                ),
                new Dictionary<string, string>
                {
                    ["host"] = server.Address.ToString().TrimEnd('/'),
                    ["email"] = VestibuleApp.AdminEmail,
                    ["password"] = VestibuleApp.AdminPassword,
                }
            );
            var sent = 0;
            await foreach (var (request, answer) in file.Send(client, Papers.Png(1)))
            {
                sent++;
                answer.Status.ShouldBe(request.Status, $"{request.Title}: {answer.Raw}");
                if (answer.Raw.StartsWith('{') && answer["WasSuccessful"] is JsonValue successful)
                {
                    successful
                        .GetValue<bool>()
                        .ShouldBe(request.Status == 200, $"{request.Title}: {answer.Raw}");
                }
            }

            sent.ShouldBeGreaterThan(12);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
