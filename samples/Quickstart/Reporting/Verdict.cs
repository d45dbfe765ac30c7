using Quickstart.Scenarios;

namespace Quickstart.Reporting;

/// <summary>Whether all went as expected.</summary>
internal static class Verdict
{
    /// <summary>The exit code; what differs goes to the error stream.</summary>
    public static int ToExitCode(IReadOnlyList<ScenarioResult> results)
    {
        foreach (var result in results.Where(r => r.Difference is not null))
        {
            Console.Error.WriteLine($"'{result.Scenario.Title}': {result.Difference}.");
        }

        return results.Any(r => r.Difference is not null) ? 1 : 0;
    }
}
