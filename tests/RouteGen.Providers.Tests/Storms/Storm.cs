using System.Globalization;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>
/// Storms run one after another and alone: what they count belongs to the whole process, and what they measure would be late beside others.
/// </summary>
[CollectionDefinition(nameof(Storm), DisableParallelization = true)]
public sealed class StormCollection;

/// <summary>Numbers that a run can be asked for, and dice that fall alike for one seed whatever the threads do.</summary>
internal static class Storm
{
    public static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public static Random Dice(int seed, int call, int nth) => new(unchecked((seed * 1_000_003) + (call * 1009) + nth));
}
