using Microsoft.Extensions.Logging.Abstractions;
using Vestibule.Decoding;

namespace Vestibule.Tests.Harness;

/// <summary>
/// The workers of all servers in this process. That a worker sees one business only has tests of its own; here it would
/// cost a start of .NET for each location a test makes.
/// </summary>
internal static class Decoders
{
    private static readonly Lazy<DecodePool> One = new(() =>
        new DecodePool(
            new DecodeOptions { Workers = 2, AreShared = true },
            NullLogger<DecodePool>.Instance
        )
    );

    public static DecodePool Shared => One.Value;

    public static void Stop()
    {
        if (One.IsValueCreated)
        {
            One.Value.Dispose();
        }
    }
}
