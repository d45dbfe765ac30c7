using System.Globalization;

namespace RouteGen.Dialects.Tests.Fuzz;

/// <summary>
/// How many mutations are tried, and from which seed: <c>ROUTEGEN_FUZZ_RUNS</c> (5,000 unless set) and <c>ROUTEGEN_FUZZ_SEED</c> (another
/// each time unless set). All of them, a million:
/// <c>ROUTEGEN_FUZZ_RUNS=1000000 dotnet run --project tests/RouteGen.Dialects.Tests -- -class "*MutationTests"</c>.
/// </summary>
internal static class FuzzRuns
{
    public const string RunsVariable = "ROUTEGEN_FUZZ_RUNS";

    public const string SeedVariable = "ROUTEGEN_FUZZ_SEED";

    public static int Runs { get; } = Number(RunsVariable) ?? 5_000;

    public static int Seed { get; } = Number(SeedVariable) ?? Random.Shared.Next();

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
