using System.Globalization;

namespace RouteGen.Model.Checks.Calendar;

/// <summary>Days as the table writes them.</summary>
internal static class Days
{
    /// <summary>Reads a date as yyyy-MM-dd.</summary>
    public static DateTime? Parse(string? text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
