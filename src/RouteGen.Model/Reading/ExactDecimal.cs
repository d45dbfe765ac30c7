using System.Globalization;

namespace RouteGen.Model.Reading;

/// <summary>Reads a JSON number as a decimal, or not at all: money is never rounded on the way in.</summary>
internal static class ExactDecimal
{
    /// <summary>A decimal holds any number of 28 significant digits, and no scale beyond 28.</summary>
    private const int MostDigits = 28;

    /// <summary>The value without trailing zeros, so that equal numbers are written equally.</summary>
    public static bool TryParse(string json, out decimal value)
    {
        value = 0;
        var exponentAt = json.IndexOfAny(['e', 'E']);
        var exponent = 0;
        if (exponentAt >= 0 && !int.TryParse(json.Substring(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return false;
        }

        var mantissa = exponentAt >= 0 ? json.Substring(0, exponentAt) : json;
        var isNegative = mantissa[0] == '-';
        var pointAt = mantissa.IndexOf('.');
        var scale = (pointAt < 0 ? 0 : mantissa.Length - pointAt - 1) - (long)exponent;
        var digits = mantissa.Replace("-", "").Replace(".", "").TrimStart('0');
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0)
        {
            return true;
        }

        scale -= digits.Length - significant.Length;
        if (significant.Length > MostDigits || scale > MostDigits || significant.Length - scale > MostDigits)
        {
            return false;
        }

        value = decimal.Parse(significant, NumberStyles.None, CultureInfo.InvariantCulture);
        for (; scale < 0; scale++)
        {
            value *= 10;
        }

        var bits = decimal.GetBits(value);
        value = new decimal(bits[0], bits[1], bits[2], isNegative, (byte)scale);
        return true;
    }

    /// <summary>Whether a value that <see cref="TryParse"/> gave has at most that many fraction digits.</summary>
    public static bool HasAtMostFractionDigits(decimal value, int digits) => ((decimal.GetBits(value)[3] >> 16) & 0xFF) <= digits;
}
