using System.Globalization;
using System.Text;
using RouteGen.Model.Checks;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using Xunit;

namespace RouteGen.Model.Tests.Reading;

/// <summary>
/// What a newcomer's table is told: one good table with a slip in it, and every message, in order. The first is the one that helps.
/// </summary>
/// <remarks>In <c>newcomers.txt</c> a case is <c>what is replaced → what by</c>, and the messages after it.</remarks>
public class NewcomerTests
{
    /// <summary>Set to a file to have the cases written there with the messages of now.</summary>
    private const string ReceiveVariable = "ROUTEGEN_RECEIVE_NEWCOMERS";

    private const string Table = """
        {
          "table": "SupportRoutes",
          "models": {
            "gpt-5.4-mini": { "contextWindow": 400000, "maxOutput": 128000, "usdPerMTok": { "input": 0.75, "output": 4.5 } },
            "claude-haiku-4-5": { "contextWindow": 400000, "maxOutput": 64000, "usdPerMTok": { "input": 1, "output": 5 } }
          },
          "providers": {
            "openai": { "kind": "openai", "apiKeyEnv": "OPENAI_API_KEY" },
            "anthropic": { "kind": "anthropic", "apiKeyEnv": "ANTHROPIC_API_KEY" }
          },
          "targets": {
            "mini": { "provider": "openai", "model": "gpt-5.4-mini" },
            "haiku": { "provider": "anthropic", "model": "claude-haiku-4-5" }
          },
          "routes": {
            "summarize": { "chain": ["mini", "haiku"] }
          }
        }
        """;

    private static readonly string[] Kinds = [.. KnownKinds.All.Select(kind => kind.Name)];

    [Fact]
    public void Every_slip_is_told_with_its_place_and_its_remedy_and_nothing_else_is()
    {
        var told = new StringBuilder();
        var expected = Cases();
        foreach (var (change, _) in expected)
        {
            told.Append(Told(change));
        }

        if (Environment.GetEnvironmentVariable(ReceiveVariable) is { Length: > 0 } file)
        {
            File.WriteAllText(file, told.ToString());
        }

        Assert.InRange(expected.Count, 60, 500);
        Assert.Equal(string.Concat(expected.Select(c => c.Told)), told.ToString());
    }

    [Fact]
    public void The_table_without_a_slip_is_good() => Assert.Equal([], Problems(Table));

    private static string Told(string change)
    {
        var parts = change.Split(" → ");
        var (what, by) = (parts[0].Replace("\\n", "\n", StringComparison.Ordinal), parts[1].Replace("\\n", "\n", StringComparison.Ordinal));
        var text = what == "*" ? by : Table.Replace(what, by, StringComparison.Ordinal);
        Assert.NotEqual(Table, text);
        var lines = Problems(text).Select(problem => string.Create(
            CultureInfo.InvariantCulture, $"  {problem.Range.Line + 1}:{problem.Range.Column + 1} {problem.Rule.Id} {problem.Message}\n"));
        return $"{change}\n{string.Concat(lines)}";
    }

    private static Problem[] Problems(string text)
    {
        var reading = TableReader.Read(new TextFile("routes.json", text), []);
        return
        [
            .. reading.Problems.Concat(ProviderKindCheck.Check(reading, Kinds)).Concat(TableChecks.Run(reading))
                .OrderBy(problem => problem.Range.Start).ThenBy(problem => problem.Rule.Id, StringComparer.Ordinal),
        ];
    }

    private static List<(string Change, string Told)> Cases()
    {
        using var stream = typeof(NewcomerTests).Assembly.GetManifestResourceStream("newcomers.txt")!;
        using var reader = new StreamReader(stream);
        var cases = new List<(string, string)>();
        foreach (var line in reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                var (change, told) = cases[^1];
                cases[^1] = (change, $"{told}{line}\n");
            }
            else
            {
                cases.Add((line, line + "\n"));
            }
        }

        return cases;
    }
}
