using RouteGen.Model.Reading;
using RouteGen.Model.Tests.Json;
using Xunit;

namespace RouteGen.Model.Tests.Reading;

public class MutatedTablesTests
{
    private const string Models = """{ "models": { "gpt-5-mini": { "maxInput": 1 }, "llama": { "usdPerMTok": { "input": 1, "tiers": [ { "above": 5, "output": 2 } ] } } } }""";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_spoilt_table_is_read_and_every_problem_lies_inside_its_text(int seed)
    {
        var texts = new JsonTexts(seed);
        var clean = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var text = texts.Mutate(DesignTable.WithoutBudgets);
            var models = texts.Mutate(Models);
            var reading = Read(text.Replace("\"reviewed\"", "\"use\": [\"x.models.json\"], \"reviewed\"", StringComparison.Ordinal), models, $"seed {seed}, table {i}");
            clean += reading.Problems.Count == 0 ? 1 : 0;
        }

        Assert.InRange(clean, 10, 9_900);
    }

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
