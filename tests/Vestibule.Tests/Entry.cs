using Vestibule.Tests.Decoding;
using Xunit.MicrosoftTestingPlatform;

namespace Vestibule.Tests;

/// <summary>Runs the tests; or, started by one of them, is the worker that does what no worker may.</summary>
internal static class Entry
{
    public static async Task<int> Main(string[] args) =>
        args switch
        {
            [Canary.Verb, var walls] => Canary.Run(walls),
            _ when args.Any(arg => arg is "-automated" or "@@") =>
                await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
            _ => await TestPlatformTestFramework.RunAsync(
                args,
                SelfRegisteredExtensions.AddSelfRegisteredExtensions
            ),
        };
}
