using Vestibule.Hosting;

namespace Vestibule.Tests.Harness;

/// <summary>What a command answered.</summary>
internal sealed record Spoken(ExitCode Answer, string Said)
{
    public static async Task<Spoken> By(
        IServiceProvider rooms,
        Func<IServiceProvider, TextWriter, Task<ExitCode>> command
    )
    {
        await using var output = new StringWriter();
        return new(await command(rooms, output), output.ToString());
    }

    public void ShouldBe(ExitCode answer, params string[] said)
    {
        Answer.ShouldBe(answer, Said);
        foreach (var part in said)
            Said.ShouldContain(part);
    }
}
