using System.Diagnostics;
using System.Text;
using RouteGen.Model.Checks;
using RouteGen.Model.Reading;

namespace RouteGen.Generators.Tests.Driving;

/// <summary>A table of thousands of entries is read, checked and emitted in a time that grows about as it does.</summary>
public sealed class ScaleTests
{
    /// <summary>A day on which every price of the table is old.</summary>
    private static readonly DateTime LongAfter = new(2027, 11, 20);

    [Fact]
    public void Four_times_the_entries_are_checked_in_about_four_times_as_long()
    {
        var (small, large) = (Read(Table(2_000)), Read(Table(8_000)));

        // In turn, and the shortest of each, since a machine has other things to do.
        var (few, many) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < 12; round++)
        {
            few = Math.Min(few, Checked(small));
            many = Math.Min(many, Checked(large));
        }

        // It was sixteen times and more.
        Assert.InRange(many / few, 0, 10);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_table_of_thousands_of_entries_becomes_code_soon(bool isPriced)
    {
        var text = isPriced ? Table(3_000) : Table(3_000).Replace(
            "\"usdPerMTok\": { \"input\": 1, \"cachedInput\": 0.1, \"output\": 2, \"asOf\": \"2026-11-20\" }",
            "\"about\": \"unpriced\"",
            StringComparison.Ordinal);
        var started = Stopwatch.GetTimestamp();

        var run = Project.RunOf(text);

        Assert.Null(run.Exception);
        Assert.Equal(3_000, run.Sources.Values.Sum(source => source.Split("/// <summary>The targets that can serve ").Length - 1));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    private static TableReading Read(string text)
    {
        var reading = TableReader.Read(new TextFile("/app/routes.json", text), []);
        Assert.Empty(reading.Problems);
        return reading;
    }

    /// <summary>How long a check takes, in milliseconds.</summary>
    private static double Checked(TableReading reading)
    {
        var started = Stopwatch.GetTimestamp();
        TableChecks.Run(reading);
        CalendarChecks.Run(reading, LongAfter);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static string Table(int entries)
    {
        var text = new StringBuilder("{ \"table\": \"LargeRoutes\", \"reviewed\": \"2026-11-20\", \"models\": { ");
        text.AppendJoin(", ", Enumerable.Range(0, entries).Select(i => $$"""
            "model-{{i}}": { "contextWindow": 100000, "maxOutput": 1000,
              "usdPerMTok": { "input": 1, "cachedInput": 0.1, "output": 2, "asOf": "2026-11-20" } }
            """));
        text.Append(" }, \"providers\": { ").AppendJoin(", ", Enumerable.Range(0, entries).Select(i => $$"""
            "provider-{{i}}": { "kind": "openai-compatible", "endpoint": "https://host-{{i}}.example/v1", "apiKeyEnv": "KEY_{{i}}" }
            """));
        text.Append(" }, \"targets\": { ").AppendJoin(", ", Enumerable.Range(0, entries).Select(i => $$"""
            "target-{{i}}": { "provider": "provider-{{i}}", "model": "model-{{i}}" }
            """));
        text.Append(" }, \"budgets\": { ").AppendJoin(", ", Enumerable.Range(0, entries).Select(i => $$"""
            "budget-{{i}}": { "limit": { "usd": 100 }, "per": "table", "calendar": "day" }
            """));
        text.Append(" }, \"routes\": { ").AppendJoin(", ", Enumerable.Range(0, entries).Select(i => $$"""
            "route-{{i}}": { "chain": ["target-{{i}}", "target-{{(i + 1) % entries}}"], "budgets": ["budget-{{i}}"],
              "limits": { "outputTokens": 100, "costUsd": 1 } }
            """));
        return text.Append(" } }").ToString();
    }
}
