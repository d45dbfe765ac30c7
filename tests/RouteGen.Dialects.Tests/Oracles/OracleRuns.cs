using System.Globalization;
using System.Security.Cryptography;

namespace RouteGen.Dialects.Tests.Oracles;

/// <summary>
/// How many conversations and replies the oracles compare, and from which seed. <c>ROUTEGEN_ORACLE_RUNS</c> is 10 unless set: a hundredth
/// of the 1,000 that the documented command runs. The seed is a fresh one that a failure names; <c>ROUTEGEN_ORACLE_SEED</c> repeats it.
/// </summary>
internal static class OracleRuns
{
    public const string RunsVariable = "ROUTEGEN_ORACLE_RUNS";
    public const string SeedVariable = "ROUTEGEN_ORACLE_SEED";

    // What the lists of differences are shown to be needed by: the same in every run.
    private const int FixedSeed = 20_261_129;

    private static readonly int FirstSeed = Number(SeedVariable) ?? RandomNumberGenerator.GetInt32(1_000_000_000);

    public static int Count { get; } = Number(RunsVariable) ?? 10;

    /// <summary>The seeds of this run, one a conversation; says which they are.</summary>
    public static IEnumerable<int> Seeds(ITestOutputHelper? output)
    {
        output?.WriteLine($"{Count} runs from {SeedVariable}={FirstSeed}");
        return Enumerable.Range(FirstSeed, Count);
    }

    /// <summary>Seeds that are the same in every run.</summary>
    public static IEnumerable<int> FixedSeeds(int count) => Enumerable.Range(FixedSeed, count);

    /// <summary>How a run that failed is repeated alone.</summary>
    public static string Repeat(int seed) => $"{SeedVariable}={seed} {RunsVariable}=1";

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
