using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>However somebody asks, records of locations they do not hold are not there.</summary>
public sealed class ForeignQuestionTests
{
    private const long Missing = 9_000_000_000_000;

    [Theory, ClassData(typeof(OnBoth))]
    public async Task NothingOfAnotherLocationIsFoundByAnyQuestion(DatabaseProvider provider)
    {
        var world = await Apps.World(provider);
        var theirs = await Abroad.Make(world);
        using var nosy = await world.Operator(
            await world.Business(),
            [.. RoleCatalogue.All.Select(role => role.Name)]
        );
        foreach (var (path, entity, id, key) in theirs.Rows)
        {
            foreach (
                var question in new[]
                {
                    $"Id={id}",
                    $"{entity}_Id={id}",
                    $"{entity}_Id=[{id},{Missing}]",
                    $"UniqueId={key}",
                    $"{entity}_UniqueId={key}",
                    $"from_{entity}_CreatedOn=2000-01-01&{entity}_Id={id}",
                    $"orderBy=Id&dir=1&{entity}_Id={id}",
                }
            )
            {
                var list = await nosy.Gets($"{path}?{question}");
                list.Status.ShouldBe(200, $"{path}?{question}: {list.Raw}");
                list["TotalItems"]!.GetValue<int>().ShouldBe(0, $"{path}?{question}");
            }

            (await nosy.Gets($"{path}?id=[{id}]")).Raw.ShouldBe("[]", path);
            var all = (await nosy.Gets($"{path}?size=5000")).Records;
            all.ShouldAllBe(row => row!["UniqueId"]!.GetValue<string>() != key, path);
        }

        foreach (var question in theirs.Questions)
        {
            var list = await nosy.Gets(question);
            list.Status.ShouldBe(200, list.Raw);
            list["TotalItems"]!.GetValue<int>().ShouldBe(0, question);
        }

        foreach (var (method, path, body) in theirs.Doors)
        {
            var (here, nowhere) = (
                await nosy.Asks(
                    method,
                    path(theirs.Document, theirs.Check),
                    body(theirs.Document, theirs.Check)
                ),
                await nosy.Asks(method, path(Missing, Missing), body(Missing, Missing))
            );
            here.Status.ShouldBe(nowhere.Status, path(theirs.Document, theirs.Check));
            here.Raw.ShouldBe(
                nowhere.Raw.Replace($"{Missing}", $"{theirs.Check}", StringComparison.Ordinal),
                path(theirs.Document, theirs.Check)
            );
        }
    }
}
