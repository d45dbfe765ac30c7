using System.Diagnostics;
using System.Text;
using RouteGen.Model.Checks;
using RouteGen.Model.Reading;

namespace RouteGen.Generators.Tests.Driving;

/// <summary>The work of reading and checking a table grows about as the table does, and thousands of entries become code soon.</summary>
[Collection(nameof(ScaleTests))]
public sealed class ScaleTests
{
    /// <summary>A day on which every price of the table is old.</summary>
    private static readonly DateTime LongAfter = new(2027, 11, 20);

    /// <summary>For a machine that is busy elsewhere; alone it takes seconds.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_work_of_reading_and_checking_grows_about_as_the_table_does(bool isFlawed)
    {
        var (small, large) = (Table(1_000, isFlawed), Table(24_000, isFlawed));

        var (few, many) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < 2; round++)
        {
            few = Math.Min(few, Worked(small));
            many = Math.Min(many, Worked(large));
        }

        // About 25 for 24 times the entries; one rule that looks at all targets for each provider makes it 70 and more.
        Assert.InRange(many / few, 0, 50);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_table_of_thousands_of_entries_becomes_code_soon(bool isPriced)
    {
        var text = isPriced ? Table(3_000, isFlawed: false) : Table(3_000, isFlawed: false).Replace(
            "\"usdPerMTok\": { \"input\": 1, \"cachedInput\": 0.1, \"output\": 2, \"asOf\": \"2026-11-20\" }",
            "\"about\": \"unpriced\"",
            StringComparison.Ordinal);
        var started = Stopwatch.GetTimestamp();

        var run = Project.RunOf(text);

        Assert.Null(run.Exception);
        Assert.Equal(3_000, run.Sources.Values.Sum(source => source.Split("/// <summary>The targets that can serve ").Length - 1));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Longest);
    }

    [Fact]
    public void Rules_of_all_kinds_find_something_at_each_entry_of_a_flawed_table()
    {
        var reading = TableReader.Read(new TextFile("/app/routes.json", Table(10, isFlawed: true)), []);

        Assert.Empty(reading.Problems);
        var often = TableChecks.Run(reading).Concat(CalendarChecks.Run(reading, LongAfter))
            .GroupBy(problem => problem.Rule.Id).Where(same => same.Count() >= 10).Select(same => same.Key).Order();
        Assert.Equal(
            "RG1002 RG1003 RG1006 RG1011 RG1012 RG1013 RG1016 RG1018 RG1020 RG1022 RG1023 RG1027 RG1030 RG1031 RG1033 RG1034 RG1042 RG1043",
            string.Join(' ', often));
    }

    /// <summary>
    /// How long the processor works to read and check a table, in milliseconds: what else the machine does counts for nothing.
    /// </summary>
    private static double Worked(string text)
    {
        var before = Environment.CpuUsage.TotalTime;
        var reading = TableReader.Read(new TextFile("/app/routes.json", text), []);
        TableChecks.Run(reading);
        CalendarChecks.Run(reading, LongAfter);
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    /// <param name="isFlawed">Whether rules find something at each entry.</param>
    private static string Table(int entries, bool isFlawed)
    {
        var text = new StringBuilder("{ \"table\": \"LargeRoutes\", \"reviewed\": \"2026-11-20\"");
        Section("models", """
            "model-#": { "contextWindow": 100000, "maxOutput": 1000,
              "usdPerMTok": { "input": 1, "cachedInput": 0.1, "output": 2, "asOf": "2026-11-20" } }
            """, """
            "model-#": { "contextWindow": 100000, "maxInput": 100001, "maxOutput": 1000, "features": ["tools"], "retires": "2027-01-31",
              "usdPerMTok": { "input": 1, "cachedInput": 2, "output": 2, "asOf": "2026-11-20" } }
            """);
        Section("providers", """
            "provider-#": { "kind": "openai-compatible", "endpoint": "https://host-#.example/v1", "apiKeyEnv": "KEY_#" }
            """, """
            "provider-#": { "kind": "openai-compatible", "endpoint": "http://host.example/v1/models", "apiKeyEnv": "KEY", "gateway": true,
              "credits": { "usd": 5, "until": "2026-12-31" }, "suppress": { "RG1017": "not now" } }
            """);
        Section("targets", """
            "target-#": { "provider": "provider-#", "model": "model-#" }
            """, """
            "target-#": { "provider": "provider-#", "model": "model-#", "lacks": ["tools", "jsonSchema"], "suppress": { "RG1002": "fine" } }
            """);
        Section("budgets", """
            "budget-#": { "limit": { "usd": 100 }, "per": "table", "calendar": "day" }
            """, """
            "budget-#": { "limit": { "usd": 0.01 }, "per": "table", "calendar": "day", "reserve": "expected" }
            """);
        Section("routes", """
            "route-#": { "chain": ["target-#", "target-@"], "budgets": ["budget-#"], "limits": { "outputTokens": 100, "costUsd": 1 } }
            """, """
            "route-#": { "chain": ["target-#", "target-@"], "aliases": ["alias-#"], "requires": ["tools"], "budgets": ["budget-#"],
              "on": { "contextTooLong": ["target-@"] }, "timeouts": { "total": "5s", "attempt": "9s", "firstToken": "20s" },
              "limits": { "outputTokens": 5000, "costUsd": 0.000001 } }
            """);
        return text.Append(" }").ToString();

        void Section(string name, string entry, string flawed) => text.Append($", \"{name}\": {{ ")
            .AppendJoin(", ", Enumerable.Range(0, entries).Select(i => (isFlawed ? flawed : entry)
                .Replace("#", $"{i}", StringComparison.Ordinal).Replace("@", $"{(i + 1) % entries}", StringComparison.Ordinal)))
            .Append(" }");
    }
}
