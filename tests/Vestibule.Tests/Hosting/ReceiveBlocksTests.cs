using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Tests.Durability;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Hosting;

/// <summary>What connections receive into.</summary>
public sealed class ReceiveBlocksTests
{
    [Fact]
    public void ABlockHasOneSizeWhateverIsAskedFor()
    {
        using var blocks = new ReceiveBlocks(new());
        blocks.MaxBufferSize.ShouldBe(ReceiveBlocks.Size);
        foreach (var wish in (int[])[-1, 0, 1, 4096, ReceiveBlocks.Size])
        {
            using var block = blocks.Rent(wish);
            block.Memory.Length.ShouldBe(ReceiveBlocks.Size);
        }

        Should.Throw<ArgumentOutOfRangeException>(() => blocks.Rent(ReceiveBlocks.Size + 1));
    }

    [Fact]
    public void WhatIsGivenBackIsGivenOutAgainAndNothingTwice()
    {
        using var blocks = new ReceiveBlocks(new());
        var first = blocks.Rent();
        var second = blocks.Rent();
        first.ShouldNotBeSameAs(second);
        first.Dispose();
        var again = blocks.Rent();
        again.ShouldBeSameAs(first);
        blocks.Rent().ShouldNotBeSameAs(again);
    }

    [Fact]
    public void OnlySoManyAreKept()
    {
        using var blocks = new ReceiveBlocks(new());
        const int Many = ReceiveBlocks.Shelf.Most + 50;
        var crowd = Enumerable.Range(0, Many).Select(_ => blocks.Rent()).ToHashSet();
        foreach (var block in crowd)
            block.Dispose();
        Enumerable
            .Range(0, Many)
            .Count(_ => crowd.Contains(blocks.Rent()))
            .ShouldBe(ReceiveBlocks.Shelf.Most);
    }

    [Fact]
    public void ListenersOfAServerShareWhatWasGivenBack()
    {
        var factory = new ReceiveBlocks.Factory();
        using var one = factory.Create();
        using var other = factory.Create();
        var block = one.Rent();
        block.Dispose();
        other.Rent().ShouldBeSameAs(block);
    }

    [Fact]
    public async Task TheServerReceivesIntoThem()
    {
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite);
        using var http = new HttpClient { BaseAddress = app.Address };
        http.DefaultRequestHeaders.ConnectionClose = true;
        await http.GetAsync(
            new Uri("/health/live", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        using var pool = app.Services.GetRequiredService<IMemoryPoolFactory<byte>>().Create();
        await Shell.Until(
            "a block that was given back holds what was received",
            () =>
            {
                using var block = pool.Rent();
                return Encoding
                    .ASCII.GetString(block.Memory.Span)
                    .Contains($"{app.Address.Authority}\r\n", StringComparison.Ordinal);
            }
        );
    }
}
