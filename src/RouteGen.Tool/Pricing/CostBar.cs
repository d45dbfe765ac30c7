namespace RouteGen.Tool.Pricing;

/// <summary>A bar as long as its share of the longest.</summary>
internal static class CostBar
{
    private const int Longest = 20;
    private const string Eighths = " ▏▎▍▌▋▊▉";

    /// <summary>The bar; empty for a value that is unknown or 0.</summary>
    /// <param name="value">The value.</param>
    /// <param name="most">The value of the longest.</param>
    /// <param name="hasBlocks">Whether it is of blocks, in eighths; else of signs that every pipe takes.</param>
    public static string Create(decimal? value, decimal most, bool hasBlocks)
    {
        if (value is not { } usd || usd <= 0 || most <= 0)
        {
            return "";
        }

        var eighths = (int)Math.Max(1, decimal.Round(8m * Longest * usd / most));
        return hasBlocks
            ? new string('█', eighths / 8) + (eighths % 8 == 0 ? "" : Eighths[eighths % 8])
            : new string('#', Math.Max(1, (eighths + 4) / 8));
    }
}
