using System.Text;
using System.Text.RegularExpressions;
using RouteGen.Model.Reading;
using RouteGen.Model.Tests.Json;
using Xunit;

namespace RouteGen.Model.Tests.Reading;

public partial class MutatedTablesTests
{
    private static readonly string[] Odd =
    [
        "null", "true", "[]", "{}", "[[]]",
        "[null]", "-1", "0", "1e400", "1e-400", "2147483648", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\u202e\"", "\"System\"",
        "\"equals\"", "\"😀\"", "{ \"a\": 1, \"a\": 2 }",
        "\"99999999999999999999h\"", "\"0.0000000000000000000000000001s\"", "[\"haiku\", { \"target\": \"haiku\" }]",
        "0.00000000000000000000000000000000000000000000001", "123456789012345678901234567890.5",
    ];

    private const string Models = """{ "models": { "gpt-5-mini": { "maxInput": 1 }, "llama": { "usdPerMTok": { "input": 1, "tiers": """ +
        """[ { "above": 5, "output": 2 } ] } } } }""";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_spoilt_table_is_read_and_every_problem_lies_inside_its_text(int seed)
    {
        var texts = new JsonTexts(seed);
        var clean = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var text = texts.Mutate(DesignTable.Text);
            var models = texts.Mutate(Models);
            var reading = Read(
                text.Replace("\"reviewed\"", "\"use\": [\"x.models.json\"], \"reviewed\"", StringComparison.Ordinal),
                models,
                $"seed {seed}, table {i}");
            clean += reading.Problems.Count == 0 ? 1 : 0;
        }

        Assert.InRange(clean, 10, 9_900);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_table_with_values_in_wrong_places_is_read(int seed)
    {
        var random = new Random(seed);
        var tokens = Token().Matches(DesignTable.Text).ToArray();
        var rules = new HashSet<string>();
        for (var i = 0; i < 5_000; i++)
        {
            // Texts that are mostly still JSON, so that the reader and not the parser is tried.
            var text = new StringBuilder(DesignTable.Text);
            foreach (var token in tokens.OrderBy(_ => random.Next()).Take(1 + random.Next(3)).OrderByDescending(t => t.Index))
            {
                text.Remove(token.Index, token.Length)
                    .Insert(token.Index, random.Next(2) == 0 ? Odd[random.Next(Odd.Length)] : tokens[random.Next(tokens.Length)].Value);
            }

            rules.UnionWith(Read(text.ToString(), Models, $"seed {seed}, table {i}").Problems.Select(p => p.Rule.Id));
        }

        Assert.Superset(new HashSet<string> { "RG0001", "RG0002", "RG0003", "RG0004", "RG0005", "RG0006", "RG0007" }, rules);
    }

    [GeneratedRegex("""
        "[^"]*"|[0-9.]+|true|\[[^\]]*\]
        """)]
    private static partial Regex Token();

    private static TableReading Read(string text, string models, string origin)
    {
        try
        {
            var reading = TableReader.Read(new TextFile("/a/routes.json", text), [new TextFile("/a/x.models.json", models)]);
            foreach (var problem in reading.Problems)
            {
                var place = problem.Path == "/a/routes.json" ? text : models;
                Assert.InRange(problem.Range.Start, 0, place.Length);
                Assert.InRange(problem.Range.Start + problem.Range.Length, problem.Range.Start, place.Length);
                Assert.NotEqual("", problem.Message);
            }

            return reading;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{origin}: {text}\n{models}", e);
        }
    }
}
