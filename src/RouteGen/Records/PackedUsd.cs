namespace RouteGen.Records;

/// <summary>
/// An amount in USD, or none, in the eight bytes that nearly every amount needs: its digits, its sign and its scale, so that it comes
/// back as it was, zeros at its end included. What has more than 57 bits of digits is kept elsewhere.
/// </summary>
internal readonly struct PackedUsd
{
    private const int SignBit = 6;
    private const int FirstDigitBit = 7;
    private const int DigitBits = 64 - FirstDigitBit;

    /// <summary>In place of a scale, which is 28 at most.</summary>
    private const ulong Elsewhere = 63;

    /// <summary>0 for none; else, from the lowest bit: the scale and 1, the sign, the digits.</summary>
    private readonly ulong _bits;

    private PackedUsd(ulong bits) => _bits = bits;

    /// <summary>Whether it is too long for this.</summary>
    public bool IsElsewhere => _bits == Elsewhere;

    /// <summary>The amount; null for none.</summary>
    public decimal? Value
    {
        get
        {
            if (_bits == 0)
            {
                return null;
            }

            var digits = _bits >> FirstDigitBit;
            var scale = (byte)((_bits & ((1 << SignBit) - 1)) - 1);
            return new decimal((int)digits, (int)(digits >> 32), 0, (_bits & (1 << SignBit)) != 0, scale);
        }
    }

    /// <summary>Packs an amount.</summary>
    public static PackedUsd Pack(decimal? usd)
    {
        if (usd is not { } amount)
        {
            return default;
        }

        Span<int> parts = stackalloc int[4];
        decimal.GetBits(amount, parts);
        var digits = ((ulong)(uint)parts[1] << 32) | (uint)parts[0];
        return parts[2] != 0 || digits >> DigitBits != 0
            ? new(Elsewhere)
            : new((digits << FirstDigitBit) | (amount.Scale + 1UL) | (parts[3] < 0 ? 1UL << SignBit : 0));
    }
}
