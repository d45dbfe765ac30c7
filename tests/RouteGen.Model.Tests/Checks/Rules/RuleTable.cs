using RouteGen.Model.Checks;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

/// <summary>A table of two good models, providers and targets and one good route, and whatever a test adds to it.</summary>
internal static class RuleTable
{
    public const string Path = "/app/routes.json";

    public static string With(string routes = "", string targets = "", string providers = "", string models = "", string root = "") => $$"""
        {
          "table": "GoodRoutes", {{root}}
          "models": {
            "m": { "contextWindow": 400000, "maxInput": 272000, "maxOutput": 128000, "features": ["streaming", "tools"],
              "usdPerMTok": { "input": 0.25, "cachedInput": 0.025, "output": 2 } },
            "n": { "contextWindow": 200000, "maxOutput": 64000, "features": ["streaming"],
              "usdPerMTok": { "input": 1, "cachedInput": 0.1, "cacheWrite": 1, "cacheWrite1h": 1, "output": 5 } },
            {{models}}
          },
          "providers": {
            "p": { "kind": "openai", "apiKeyEnv": "P_KEY", "region": "us", "dataRetention": "30d" },
            "q": { "kind": "anthropic", "apiKeyEnv": "Q_KEY", "region": "eu-west-1", "dataRetention": "none" },
            {{providers}}
          },
          "targets": {
            "t": { "provider": "p", "model": "m" },
            "u": { "provider": "q", "model": "n" },
            {{targets}}
          },
          "routes": {
            "good": { "chain": ["t", "u"], "limits": { "inputTokens": 8000 } },
            {{routes}}
          }
        }
        """;

    public static TableReading Read(string text, params TextFile[] modelFiles)
    {
        var reading = TableReader.Read(new TextFile(Path, text), modelFiles);
        Assert.Equal([], reading.Problems.Select(p => $"{p.Rule.Id} {p.Message}"));
        return reading;
    }

    /// <summary>Finds what is marked, and nothing else.</summary>
    public static IReadOnlyList<Problem> Finds(string marked, params TextFile[] modelFiles) =>
        Check(marked, reading => TableChecks.Run(reading), modelFiles);

    /// <summary>Finds on a day what is marked, and nothing else.</summary>
    public static IReadOnlyList<Problem> FindsOn(string day, string marked, params TextFile[] modelFiles) =>
        Check(
            marked,
            reading => CalendarChecks.Run(reading, DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture)),
            modelFiles);

    private static List<Problem> Check(string marked, Func<TableReading, IEnumerable<Problem>> check, TextFile[] modelFiles)
    {
        var expected = MarkedText.Parse(marked);
        var marks = modelFiles.Select(f => (f.Path, MarkedText.Parse(f.Text))).ToArray();
        var reading = Read(expected.Text, [.. marks.Select(m => new TextFile(m.Path, m.Item2.Text))]);

        var found = check(reading).ToList();

        Assert.Equal(expected.Expected, Shown(found, Path, expected.Text));
        Assert.All(marks, m => Assert.Equal(m.Item2.Expected, Shown(found, m.Path, m.Item2.Text)));
        Assert.All(found, f => Assert.DoesNotContain("{", f.Message, StringComparison.Ordinal));
        return found;
    }

    private static IEnumerable<string> Shown(IEnumerable<Problem> found, string path, string text) => found
        .Where(f => f.Path == path)
        .Select(f => MarkedText.Shown(f.Rule.Id, f.Range.Start, text.Substring(f.Range.Start, f.Range.Length)));
}
