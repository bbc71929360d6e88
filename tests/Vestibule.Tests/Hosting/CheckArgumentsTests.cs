using Vestibule.Hosting;

namespace Vestibule.Tests.Hosting;

public sealed class CheckArgumentsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("--urls http://127.0.0.1:8080 --Vestibule:Demo=true")]
    [InlineData("--environment=Development --contentRoot=. --applicationName=vestibule")]
    [InlineData("--ConnectionStrings:Vestibule Host=x --Logging:LogLevel:Default=Debug")]
    public void Meant(string line) => CheckArguments.Mistakes(Split(line)).ShouldBeEmpty();

    [Theory]
    [InlineData("--emtpy --urls http://127.0.0.1:8080", "--emtpy: there is no such option")]
    [InlineData("--url http://127.0.0.1:8080", "did you mean --urls?")]
    [InlineData("--urls", "--urls: needs a value")]
    [InlineData("--urls --Vestibule:Demo=true", "--urls: needs a value")]
    [InlineData("demo", "demo: is no option")]
    public void NotMeant(string line, string told) =>
        CheckArguments.Mistakes(Split(line)).ShouldHaveSingleItem().ShouldContain(told);

    private static string[] Split(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
