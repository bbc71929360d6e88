namespace Vestibule.Tests.Access;

/// <summary>Every known way to make up a token: all are refused, in the same words.</summary>
public sealed class ForgeryCorpusTests
{
    private const string Denied =
        """{"Message":"Authorization has been denied for this request."}""";

    [Fact]
    public async Task No_forged_token_is_accepted()
    {
        await using var host = await AccessHost.Open();
        var forge = await Forge.Of(host);
        (await host.Get("/api/auth/me", forge.Raw(forge.Head, forge.Body))).Status.ShouldBe(200);
        var corpus = (
            from family in Families(forge)
            from token in family.Tokens
            select (family.Name, Token: token)
        ).ToList();
        corpus.Select(forged => forged.Token).Distinct().Count().ShouldBe(corpus.Count);
        corpus.Count.ShouldBeGreaterThanOrEqualTo(200);
        var accepted = new List<string>();
        foreach (var (name, token) in corpus)
        {
            var answer = await host.Get("/api/auth/me", token);
            if (answer != (401, Denied))
            {
                accepted.Add($"{name}: {answer} {token}");
            }
        }

        accepted.ShouldBeEmpty();
    }

    private static IEnumerable<(string Name, IEnumerable<string> Tokens)> Families(Forge forge) =>
        [
            ("algorithms", ForgedHeads.Algorithms(forge)),
            ("shared secrets", ForgedHeads.Secrets(forge)),
            ("signatures", ForgedBodies.Signatures(forge)),
            ("keys brought along", ForgedHeads.BroughtKeys(forge)),
            ("key ids", ForgedHeads.KeyIds(forge)),
            ("headers we do not write", ForgedHeads.OddHeaders(forge)),
            ("types", ForgedHeads.Types(forge)),
            ("members twice", ForgedBodies.Twice(forge)),
            ("claims", ForgedBodies.Claims(forge)),
            ("bodies", ForgedBodies.Bodies(forge)),
            ("shapes", ForgedBodies.Shapes(forge)),
        ];
}
