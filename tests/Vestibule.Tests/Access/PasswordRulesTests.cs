using System.Text.Json.Nodes;
using Vestibule.Access;
using Vestibule.Database;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Access;

/// <summary>Length counts, what is tried first is refused, and nothing is asked about its characters.</summary>
public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("a long enough password")]
    [InlineData("correct horse battery staple")]
    [InlineData("plum 7 harbour stairs")]
    [InlineData("kqvzpwxmrtjd")]
    [InlineData("K7#x!2Lq9@Zp")]
    [InlineData("пароль из многих слов")]
    [InlineData("密码由很多不同的字组成的一句话")]
    public void Good(string password) => PasswordRules.Objection(password).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("K7#x!2Lq9@Z")]
    public void Short(string password) =>
        PasswordRules.Objection(password).ShouldBe("is shorter than 12 characters");

    [Theory]
    [InlineData("password1234")]
    [InlineData("Password123!")]
    [InlineData("P@ssw0rd2024!!")]
    [InlineData("123456789012")]
    [InlineData("098765432109")]
    [InlineData("qwertyuiop123")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("abcabcabcabc")]
    [InlineData("passwordpassword")]
    [InlineData("letmeinplease")]
    [InlineData("iloveyou1984")]
    [InlineData("Welcome2026!")]
    [InlineData("changeme12345")]
    [InlineData("administrator1")]
    [InlineData("Contraseña" + "12345678")]
    [InlineData("trustno1trustno1")]
    [InlineData("sunshine-dragon")]
    [InlineData("vestibule2026")]
    public void Guessed(string password) =>
        PasswordRules
            .Objection(password.Replace("ñ", "n", StringComparison.Ordinal))
            .ShouldBe("is too easy to guess");

    [Theory]
    [InlineData("ada.byron@example.com")]
    [InlineData("adabyron1815")]
    [InlineData("Byron-Example-99")]
    public void Their_own_names(string password)
    {
        PasswordRules
            .Objection(password, "ada.byron@example.com", "Ada Byron")
            .ShouldBe("is too easy to guess");
    }

    [Fact]
    public void Thousands_of_common_ones_are_refused()
    {
        string[] words =
        [
            "password",
            "welcome",
            "football",
            "princess",
            "sunshine",
            "superman",
            "iloveyou",
            "starwars",
            "computer",
            "baseball",
        ];
        string[] ends =
        [
            "1234",
            "12345",
            "123456",
            "2020",
            "2024",
            "2025",
            "1990",
            "0000",
            "1111",
            "qwer",
        ];
        string[] signs = ["", "!", "!!", "@", "#", "$", "*", ".", "1", "?"];
        var all = (
            from word in words
            from end in ends
            from sign in signs
            from spelled in (string[])
                [
                    word,
                    word.ToUpperInvariant(),
                    $"{char.ToUpperInvariant(word[0])}{word[1..]}",
                    word.Replace('o', '0').Replace('e', '3'),
                ]
            select $"{spelled}{end}{sign}"
        ).ToList();
        all.Count.ShouldBeGreaterThan(3_000);
        all.Where(password => PasswordRules.Objection(password) is null).ShouldBeEmpty();
    }

    /// <summary>Known from breaches, though made of no word of ours; also turned round and respelled.</summary>
    [Theory]
    [InlineData("bullshit1bullshit")]
    [InlineData("jordan23gateway")]
    [InlineData("r3dw1ngs#packers")]
    [InlineData("slipknot-metallica")]
    public void Breached(string password) =>
        PasswordRules.Objection(password).ShouldBe("is too easy to guess");

    [Fact]
    public void The_longest_is_bounded()
    {
        var long64 = string.Concat(Enumerable.Range(0, 64).Select(n => (char)('a' + (n * 7 % 26))));
        PasswordRules.Objection(long64).ShouldBeNull();
        PasswordRules.Objection(new string('x', 1025)).ShouldBe("is longer than 1024 characters");
    }

    [Theory, ClassData(typeof(OnBoth))]
    public async Task A_refusal_names_the_member_and_not_the_password(DatabaseProvider provider)
    {
        var world = await Gates.World(provider);
        var admin = await world.Administrator();
        foreach (
            var (password, why) in ((string, string)[])
                [
                    ("Password123!", "is too easy to guess"),
                    ("shorty#1", "is shorter than 12 characters"),
                ]
        )
        {
            var refused = await admin.Posts(
                "/api/sys/users",
                new JsonObject
                {
                    ["FullName"] = "New",
                    ["Email"] = $"{Guid.NewGuid():N}@example.com",
                    ["NewPassword"] = password,
                }.ToJsonString()
            );
            refused.Status.ShouldBe(400);
            refused["Message"]!.GetValue<string>().ShouldBe($"NewPassword: {why}");
            refused.Raw.ShouldNotContain(password);
        }
    }
}
