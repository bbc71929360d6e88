using System.Text;
using Vestibule.Vault;

namespace Vestibule.Tests.Vault;

public sealed class ValueSealTests
{
    private static readonly CoworkerKey Key = new(Guid.NewGuid(), new byte[32]);
    private static readonly ValuePlace Place = new(Guid.NewGuid(), "Number");

    [Fact]
    public void EveryFlippedBitIsRefused()
    {
        var sealedValue = ValueSeal.Seal(Key, Place, "X1234567");
        for (var bit = 0; bit < sealedValue.Length * 8; bit++)
        {
            byte[] changed = [.. sealedValue];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Should.Throw<SealBrokenException>(
                () => ValueSeal.Open(Key, Place, changed),
                $"bit {bit}"
            );
        }
        Should.Throw<SealBrokenException>(() => ValueSeal.Open(Key, Place, []));
        ValueSeal.OpenText(Key, Place, sealedValue).ShouldBe("X1234567");
    }

    [Fact]
    public void ValueOpensOnlyWhereItWasSealed()
    {
        var sealedValue = ValueSeal.Seal(Key, Place, "X1234567");
        Should.Throw<SealBrokenException>(() =>
            ValueSeal.Open(Key, Place with { Owner = Guid.NewGuid() }, sealedValue)
        );
        Should.Throw<SealBrokenException>(() =>
            ValueSeal.Open(Key, Place with { Member = "Name" }, sealedValue)
        );
        Should.Throw<SealBrokenException>(() =>
            ValueSeal.Open(new CoworkerKey(Guid.NewGuid(), new byte[32]), Place, sealedValue)
        );
        Should.Throw<SealBrokenException>(() =>
            ValueSeal.Open(
                new CoworkerKey(
                    Key.Coworker,
                    new byte[32]
                        .Select(_ => (byte)1)
                        .ToArray()
                ),
                Place,
                sealedValue
            )
        );
    }

    [Fact]
    public void SealedTwiceIsNotAlikeAndHidesTheText()
    {
        var one = ValueSeal.Seal(Key, Place, "X1234567");
        ValueSeal.Seal(Key, Place, "X1234567").ShouldNotBe(one);
        one.AsSpan().IndexOf("X1234567"u8).ShouldBe(-1);
    }

    [Theory]
    [InlineData("AB 123-456", " ab123456 ")]
    [InlineData("ab\u2013123456", "AB\u00A0123\u2212456")]
    [InlineData("ñ-1", "Ñ1")]
    public void NumbersPeopleCallTheSameShareAnIndex(string one, string other) =>
        NumberIndex.Of(new byte[32], one).ShouldBe(NumberIndex.Of(new byte[32], other));

    [Fact]
    public void IndexIsKeyedAndExact()
    {
        var index = NumberIndex.Of(new byte[32], "AB123456")!;
        index.Length.ShouldBe(32);
        NumberIndex.Of(new byte[32], "AB123457").ShouldNotBe(index);
        NumberIndex.Of(Encoding.ASCII.GetBytes(new string('k', 32)), "AB123456").ShouldNotBe(index);
        NumberIndex.Of(new byte[32], " - ").ShouldBeNull();
    }
}
