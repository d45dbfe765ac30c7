#nullable enable
namespace RouteGen.Costs;

/// <summary>
/// The rates of input, output and a request as whole numbers of one power of ten, so that a cost is three products of integers and is made
/// a decimal once. It has the value and the scale that the same sum in decimal has; what could leave the range is left to that.
/// </summary>
internal readonly struct WholeRates
{
    /// <summary>Rates are for a million tokens.</summary>
    public const int TokenScale = 6;

    private const int MostDigits = 18;

    private readonly long _input;
    private readonly long _output;
    private readonly long _fee;
    private readonly long _most;
    private readonly byte _scale;

    private WholeRates(long input, long output, long fee, byte scale)
    {
        (_input, _output, _fee, _scale) = (input, output, fee, scale);
        _most = MostOf(4, Math.Max(input, Math.Max(output, fee)));
    }

    /// <summary>The rates in whole numbers; default, which computes nothing, where they are too long for that.</summary>
    /// <param name="input">In USD per million tokens.</param>
    /// <param name="output">In USD per million tokens.</param>
    /// <param name="fee">In USD per request; null where none is added.</param>
    public static WholeRates Create(decimal input, decimal output, decimal? fee)
    {
        var scale = Math.Max(Math.Max(ScaleOf(input), ScaleOf(output)) + TokenScale, fee is { } f ? ScaleOf(f) : 0);
        return TryScale(input, scale - TokenScale, out var perInput)
            && TryScale(output, scale - TokenScale, out var perOutput)
            && TryScale(fee ?? 0m, scale, out var perRequest)
            ? new(perInput, perOutput, perRequest, (byte)scale)
            : default;
    }

    /// <summary>What so much comes to; false where decimals have to say.</summary>
    public bool TryCost(long input, long output, long requests, out decimal usd)
    {
        // No rate has been made where the bound is 0.
        if (_most == 0 || (ulong)input > (ulong)_most || (ulong)output > (ulong)_most || (ulong)requests > (ulong)_most)
        {
            usd = 0m;
            return false;
        }

        usd = Make((input * _input) + (output * _output) + (requests * _fee), _scale);
        return true;
    }

    /// <summary>Counts up to this, of so many kinds, times rates up to <paramref name="highest"/> stay within a long.</summary>
    /// <remarks>Nothing times what is longer than 32 bits loses its scale in decimal, so that nothing longer is computed here.</remarks>
    public static long MostOf(int kinds, long highest) => Math.Min(uint.MaxValue, long.MaxValue / kinds / Math.Max(1, highest));

    /// <summary>A decimal of digits that are not negative.</summary>
    public static decimal Make(long digits, byte scale) => new((int)digits, (int)(digits >> 32), 0, false, scale);

    public static int ScaleOf(decimal value) => (decimal.GetBits(value)[3] >> 16) & 0xFF;

    /// <summary>A value in units of a power of ten; false where it is negative, or has too many digits.</summary>
    public static bool TryScale(decimal value, int scale, out long units)
    {
        units = 0;
        var bits = decimal.GetBits(value);
        var digits = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        var zeros = scale - ((bits[3] >> 16) & 0xFF);
        if (bits[2] != 0 || bits[3] < 0 || scale > MostDigits || zeros < 0 || digits > uint.MaxValue)
        {
            return false;
        }

        units = (long)digits;
        for (; zeros > 0; zeros--)
        {
            if (units > long.MaxValue / 10)
            {
                return false;
            }

            units *= 10;
        }

        return true;
    }
}
