using System.Globalization;
using RouteGen.Model.Json;

namespace RouteGen.Model.Fields;

/// <summary>Reads a JSON number as a decimal, or not at all: money is never rounded on the way in.</summary>
internal static class ExactDecimal
{
    /// <summary>A decimal holds any number of 28 significant digits, and no scale beyond 28.</summary>
    private const int MostDigits = 28;

    /// <summary>The value without trailing zeros, so that equal numbers are written equally.</summary>
    public static bool TryParse(JsonNumber number, out decimal value)
    {
        var text = number.Source.Text;
        var end = number.Start + number.Length;
        value = 0;
        long scale = 0;
        var digits = 0;
        var zeros = 0;
        var isFraction = false;
        for (var i = number.Start; i < end; i++)
        {
            switch (text[i])
            {
                case '.':
                    isFraction = true;
                    break;
                case 'e' or 'E':
                    if (!int.TryParse(
                        text.Substring(i + 1, end - i - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
                    {
                        return false;
                    }

                    scale -= exponent;
                    end = i;
                    break;
                case '0':
                    zeros += digits > 0 ? 1 : 0;
                    scale += isFraction ? 1 : 0;
                    break;
                case >= '1' and <= '9':
                    // Zeros count only once a digit follows them: those at the end are a matter of scale.
                    digits += zeros + 1;
                    if (digits > MostDigits)
                    {
                        return false;
                    }

                    for (; zeros >= 0; zeros--)
                    {
                        value *= 10;
                    }

                    value += text[i] - '0';
                    zeros = 0;
                    scale += isFraction ? 1 : 0;
                    break;
            }
        }

        return digits == 0 || TryScale(ref value, digits, scale - zeros, isNegative: text[number.Start] == '-');
    }

    /// <summary>Whether a value that <see cref="TryParse"/> gave has at most that many fraction digits.</summary>
    public static bool HasAtMostFractionDigits(decimal value, int digits) => ((decimal.GetBits(value)[3] >> 16) & 0xFF) <= digits;

    private static bool TryScale(ref decimal value, int digits, long scale, bool isNegative)
    {
        if (scale > MostDigits || digits - scale > MostDigits)
        {
            return false;
        }

        for (; scale < 0; scale++)
        {
            value *= 10;
        }

        var bits = decimal.GetBits(value);
        value = new decimal(bits[0], bits[1], bits[2], isNegative, (byte)scale);
        return true;
    }
}
