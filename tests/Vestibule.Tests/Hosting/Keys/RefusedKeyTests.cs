using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Hosting.Keys;
using Vestibule.Tests.Harness;
using Vestibule.Tests.House;
using Vestibule.Vault;

namespace Vestibule.Tests.Hosting.Keys;

/// <summary>What would lose something is not done.</summary>
public sealed class RefusedKeyTests
{
    /// <summary>Each registers where its values lie (<see cref="WrappedPlace"/>); a key would retire under the others.</summary>
    private static readonly string[] Wrapping =
    [
        "src/Vestibule/Access/SaveSecondFactor.cs",
        "src/Vestibule/Access/Tokens/TokenKeys.cs",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void WhoeverWrapsWithTheMasterKeySaysWhere() =>
        SourceTree
            .Project.Where(file => file.IsServerCode && file.Room != "Vault")
            .Where(file =>
                file.Code.Contains("MasterKeys", StringComparison.Ordinal)
                && Regex.IsMatch(file.Code, @"\.Wrap\(")
            )
            .Select(file => file.Path)
            .Except(Wrapping)
            .ShouldBeEmpty(
                "register a WrappedPlace for what the master key wraps, see that rewrap moves it, and add the file here"
            );

    [Theory, ClassData(typeof(OnBoth))]
    public async Task WhatDoesNotOpenIsToldAndStopsEveryChange(DatabaseProvider provider)
    {
        await using var app = await Started(provider);
        await app.Services.GetRequiredService<KeyRing>().BusinessAsync(Guid.NewGuid(), Cancelled);
        app.Services.GetRequiredService<MasterKeyFile>().Rotate();
        await using (var db = app.Db())
        {
            var row = await db.Set<WrappedKey>().FirstAsync(k => k.Kind == "Business", Cancelled);
            row.Wrapped = [.. row.Wrapped[..^1], (byte)(row.Wrapped[^1] ^ 1)];
            await db.SaveChangesAsync(Cancelled);
        }
        (await Say(app, (r, o) => TellKeys.Run(r, o, Cancelled))).ShouldBe(
            ExitCode.DoesNotHold,
            "DO NOT OPEN: 1 of 1 business keys under key 1"
        );
        (await Say(app, RotateKey.Run)).ShouldBe(ExitCode.Refused, "1 business keys do not open");
        (await Say(app, (r, o) => MoveKeys.Run(r, o, Cancelled))).ShouldBe(
            ExitCode.DoesNotHold,
            "LEFT: 1 business keys under key 1, 1 of which do not open"
        );
        (await Say(app, (r, o) => LetKeyGo.Run(r, 1, o, Cancelled))).ShouldBe(
            ExitCode.Refused,
            "1 business keys hang from key 1"
        );
        app.Services.GetRequiredService<MasterKeys>().Checks.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(2, "is the one that wraps")]
    [InlineData(9, "there is no key 9")]
    public async Task SomeKeysCannotRetire(int version, string why)
    {
        await using var app = await Started(DatabaseProvider.Sqlite);
        app.Services.GetRequiredService<MasterKeyFile>().Rotate();
        (await Say(app, (r, o) => LetKeyGo.Run(r, version, o, Cancelled))).ShouldBe(
            ExitCode.Refused,
            why
        );
    }

    private static Task<Spoken> Say(
        VestibuleApp app,
        Func<IServiceProvider, TextWriter, Task<ExitCode>> command
    ) => Spoken.By(app.Services, command);

    private static Task<VestibuleApp> Started(DatabaseProvider provider)
    {
        Assert.SkipWhen(TestDatabases.Absent(provider) is not null, "PostgreSQL is absent.");
        return VestibuleApp.Start(provider);
    }
}
