namespace Vestibule.Tests.Vision;

/// <summary>Bits one after the other, most significant first, as video is written (ITU-T H.265, 7.2 and 9.2).</summary>
internal sealed class Bits
{
    private readonly List<byte> bytes = [];
    private int left;

    public Bits Put(long value, int count)
    {
        for (var n = count - 1; n >= 0; n--)
        {
            if (left == 0)
            {
                bytes.Add(0);
                left = 8;
            }
            bytes[^1] |= (byte)((value >> n & 1) << --left);
        }
        return this;
    }

    /// <summary>Single bits.</summary>
    public Bits Flags(string flags) =>
        flags.Aggregate(this, (bits, flag) => bits.Put(flag - '0', 1));

    /// <summary>Numbers, the smaller the shorter.</summary>
    public Bits Golomb(params int[] values)
    {
        foreach (var value in values)
        {
            var length = 32 - int.LeadingZeroCount(value + 1);
            Put(0, length - 1).Put(value + 1, length);
        }
        return this;
    }

    /// <summary>A one, and zeros up to the next byte.</summary>
    public byte[] Closed()
    {
        Put(1, 1);
        return [.. bytes];
    }
}
