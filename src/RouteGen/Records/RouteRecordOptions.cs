using Microsoft.Extensions.Options;

namespace RouteGen.Records;

/// <summary>How much an <see cref="InMemoryRecordStore"/> holds.</summary>
public sealed class RouteRecordOptions
{
    private static readonly TimeSpan LongestRetention = TimeSpan.FromDays(3660);

    /// <summary>How many records at most: from 1 to 10,000,000; 10,000 by default.</summary>
    public int MaxRecords { get; set; } = 10_000;

    /// <summary>How many bytes of memory at most, about: at least 1,000; 64 MB by default.</summary>
    public long MaxBytes { get; set; } = 64_000_000;

    /// <summary>How long a record is kept, and how many days of usage: from an hour to ten years; 31 days by default.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(31);

    /// <exception cref="OptionsValidationException">A property is not what it must be.</exception>
    internal void Validate()
    {
        var problems = new List<string>();
        if (MaxRecords is < 1 or > 10_000_000)
        {
            problems.Add($"{nameof(RouteRecordOptions)}.{nameof(MaxRecords)} must be from 1 to 10,000,000.");
        }

        if (MaxBytes < 1_000)
        {
            problems.Add($"{nameof(RouteRecordOptions)}.{nameof(MaxBytes)} must be at least 1,000.");
        }

        if (Retention < TimeSpan.FromHours(1) || Retention > LongestRetention)
        {
            problems.Add($"{nameof(RouteRecordOptions)}.{nameof(Retention)} must be from an hour to ten years.");
        }

        if (problems.Count > 0)
        {
            throw new OptionsValidationException(nameof(RouteRecordOptions), typeof(RouteRecordOptions), problems);
        }
    }
}
