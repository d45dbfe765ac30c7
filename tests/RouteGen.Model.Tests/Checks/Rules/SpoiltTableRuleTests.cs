using RouteGen.Model.Checks;
using RouteGen.Model.Reading;
using RouteGen.Model.Tests.Json;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

public class SpoiltTableRuleTests
{
    private const string Models = """{ "models": { "gpt-5-mini": { "maxInput": 1 }, "llama": { "usdPerMTok": { "input": 1, "tiers": """ +
        """[ { "above": 5, "output": 2 } ] } } } }""";

    [Fact]
    public void The_table_of_the_documentation_has_the_two_entries_that_it_only_shows() => Assert.Equal(
        [
            "No target uses the provider 'house'; remove it, or use it",
            "No route uses the target 'gpt-via-or'; remove it, or use it",
        ],
        TableChecks.Run(TableReader.Read(new TextFile("routes.json", DesignTable.Text), [])).Select(f => f.Message));

    [Fact]
    public void Every_spoilt_table_can_be_checked_and_every_finding_lies_inside_its_text()
    {
        var texts = new JsonTexts(3);
        var changes = new ChangedTables(3);
        var read = 0;
        for (var i = 0; i < 10_000; i++)
        {
            // Every tenth is spoilt, too: of those most cannot be read, and their secrets only are looked for.
            var text = changes.Change(
                DesignTable.Text.Replace("\"reviewed\"", "\"use\": [\"x.models.json\"], \"reviewed\"", StringComparison.Ordinal));
            text = i % 10 == 0 ? texts.Mutate(text) : text;
            var models = i % 10 == 1 ? texts.Mutate(Models) : Models;
            try
            {
                var reading = TableReader.Read(new TextFile("/a/routes.json", text), [new TextFile("/a/x.models.json", models)]);
                read += reading.Problems.Count == 0 ? 1 : 0;
                foreach (var finding in TableChecks.Run(reading).Concat(CalendarChecks.Run(reading, new DateTime(2026, 12, 1))))
                {
                    var place = finding.Path == "/a/routes.json" ? text : models;
                    Assert.InRange(finding.Range.Start + finding.Range.Length, finding.Range.Start, place.Length);
                    Assert.NotEqual("", finding.Message);
                }
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"table {i}: {text}\n{models}", e);
            }
        }

        Assert.InRange(read, 1_000, 9_900);
    }
}
