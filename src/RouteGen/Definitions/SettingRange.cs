using System.Globalization;

namespace RouteGen.Definitions;

/// <summary>
/// Says of a value outside its range what it is, where it stands and what it may be. Never of a text: that could be a secret.
/// </summary>
internal static class SettingRange
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Checks a number.</summary>
    public static void Check<T>(string path, T value, T least, T most, List<string> problems)
        where T : IComparable<T>, IFormattable
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{path} must be from {least} to {most}, and is {value}"));
        }
    }

    /// <summary>Checks a duration; null is none.</summary>
    public static void CheckDuration(string path, TimeSpan? value, List<string> problems)
    {
        if (value is { } duration && (duration <= TimeSpan.Zero || duration > Longest))
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture, $"{path} must be more than {TimeSpan.Zero} and at most {Longest}, and is {duration}"));
        }
    }

    /// <summary>Checks that a value is a member of its enum; null is none.</summary>
    public static void CheckDefined<T>(string path, T? value, List<string> problems)
        where T : struct, Enum
    {
        if (value is { } stated && !Enum.IsDefined(stated))
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture, $"{path} must be {string.Join(" or ", Enum.GetNames<T>())}, and is {stated:D}"));
        }
    }
}
