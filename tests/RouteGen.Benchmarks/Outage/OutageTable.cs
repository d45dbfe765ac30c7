using System.Globalization;

namespace RouteGen.Benchmarks.Outage;

/// <summary>The comparison as a Markdown table, for the documentation.</summary>
internal static class OutageTable
{
    public static void Print(IReadOnlyList<Trial> trials, IReadOnlyList<string> contestants, TextWriter output)
    {
        output.WriteLine($"| Fault of the first provider | {string.Join(" | ", contestants)} |");
        output.WriteLine($"|---|{string.Concat(contestants.Select(_ => "---|"))}");
        foreach (var row in trials.GroupBy(t => (t.Fault, t.Streamed)))
        {
            output.WriteLine($"| {row.Key.Fault}{(row.Key.Streamed ? ", streamed" : "")} | " +
                $"{string.Join(" | ", contestants.Select(c => Cell(row.Single(t => t.Contestant == c))))} |");
        }

        output.WriteLine($"| **{Words(Verdict.Answered)}** | {Counts(Verdict.Answered)} |");
        foreach (var verdict in Enum.GetValues<Verdict>().Where(v => v != Verdict.Answered))
        {
            output.WriteLine($"| {Words(verdict)} | {Counts(verdict)} |");
        }

        string Counts(Verdict verdict) =>
            string.Join(" | ", contestants.Select(c => trials.Count(t => t.Contestant == c && t.Verdict == verdict)));
    }

    private static string Cell(Trial trial) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Words(trial.Verdict)}, {trial.Milliseconds / 1000:0.00} s, {trial.FirstHits} + {trial.SecondHits} requests");

    private static string Words(Verdict verdict) => verdict switch
    {
        Verdict.Answered => "answered",
        Verdict.Error => "error",
        Verdict.BrokenAndSaid => "broke off, and said so",
        Verdict.Truncated => "**cut off, as if whole**",
        _ => "**hung**",
    };
}
