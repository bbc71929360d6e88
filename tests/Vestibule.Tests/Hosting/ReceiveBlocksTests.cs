using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.Hosting;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Hosting;

/// <summary>What connections receive into.</summary>
public sealed class ReceiveBlocksTests
{
    private const int Size = 64 * 1024;

    [Fact]
    public void ABlockHasOneSizeWhateverIsAskedFor()
    {
        using var blocks = new ReceiveBlocks();
        blocks.MaxBufferSize.ShouldBe(Size);
        foreach (var wish in (int[])[-1, 0, 1, 4096, Size])
        {
            using var block = blocks.Rent(wish);
            block.Memory.Length.ShouldBe(Size);
        }

        Should.Throw<ArgumentOutOfRangeException>(() => blocks.Rent(Size + 1));
    }

    [Fact]
    public void WhatIsGivenBackIsGivenOutAgainAndNothingTwice()
    {
        using var blocks = new ReceiveBlocks();
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
        using var blocks = new ReceiveBlocks();
        var crowd = Enumerable.Range(0, 300).Select(_ => blocks.Rent()).ToHashSet();
        foreach (var block in crowd)
            block.Dispose();
        Enumerable.Range(0, 300).Count(_ => crowd.Contains(blocks.Rent())).ShouldBe(256);
    }

    [Fact]
    public async Task TheServerReceivesIntoThem()
    {
        await using var app = await VestibuleApp.Start(DatabaseProvider.Sqlite);
        using var pool = app
            .Services.GetRequiredService<IMemoryPoolFactory<byte>>()
            .Create(new MemoryPoolOptions());
        pool.ShouldBeOfType<ReceiveBlocks>();
    }
}
