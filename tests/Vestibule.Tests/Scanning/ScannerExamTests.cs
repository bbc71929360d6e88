using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Tests.Hosting;

namespace Vestibule.Tests.Scanning;

/// <summary>What the doctor says of the virus scanner.</summary>
public sealed class ScannerExamTests
{
    [Fact]
    public async Task NoneIsWorthANote()
    {
        var said = await Sickbed.In(DatabaseProvider.Sqlite);
        said.Code.ShouldBe(ExitCode.Stopped, said.Text);
        said.Text.ShouldContain("note  scanner: no virus scanner looks at files");
    }

    [Fact]
    public async Task OneThatAnswersIsWell()
    {
        using var clamd = await ClamdProcess.Start();
        var said = await Asked("Require", clamd.Address.ToString());
        said.Code.ShouldBe(ExitCode.Stopped, said.Text);
        said.Text.ShouldMatch("ok    scanner: ClamAV .* answers and takes 10 MB");
    }

    [Theory]
    [InlineData("Require", "files are refused")]
    [InlineData("WarnIfDown", "files are taken unscanned")]
    public async Task OneThatDoesNotAnswerIsFound(string mode, string what) =>
        (await Asked(mode, "unix:///nonexistent/clamd.ctl")).ShouldTell("scanner", what);

    [Fact]
    public async Task OneThatTakesTooLittleIsFound()
    {
        using var clamd = await ClamdProcess.Start(largest: 1_000_000);
        (await Asked("WarnIfDown", clamd.Address.ToString())).ShouldTell(
            "scanner",
            "Set StreamMaxLength"
        );
    }

    [Fact]
    public async Task OneAcrossTheNetworkIsFound() =>
        (await Asked("Require", "tcp://scanner.invalid:3310")).ShouldTell(
            "scanner",
            "in the clear",
            others: true
        );

    private static Task<Diagnosis> Asked(string mode, string address) =>
        Sickbed.In(
            DatabaseProvider.Sqlite,
            bed =>
            {
                bed.Set("Vestibule:Scanning:Mode", mode);
                bed.Set("Vestibule:Scanning:Address", address);
            }
        );
}
