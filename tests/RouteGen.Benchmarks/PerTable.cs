extern alias model;

using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using model::RouteGen.Model.Checks;
using model::RouteGen.Model.Reading;

namespace RouteGen.Benchmarks;

/// <summary>What a table of 200 routes costs while it is typed: reading it, and all rules on it, beside System.Text.Json parsing the same text.</summary>
[MemoryDiagnoser]
public class PerTable
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly DateTime Today = new(2026, 12, 1);
    private string _text = "";
    private TableReading _reading = null!;

    [GlobalSetup]
    public void Write()
    {
        var text = new StringBuilder("{ \"table\": \"LargeRoutes\",\n\"models\": {\n");
        Add(20, i => $$""" "m{{i}}": { "contextWindow": 400000, "maxOutput": 64000, "features": ["streaming", "tools"], "usdPerMTok": { "input": 0.25, "output": 2 } },""");
        text.Append("},\n\"providers\": {\n");
        Add(8, i => $$""" "p{{i}}": { "kind": "openai", "apiKeyEnv": "KEY_{{i}}", "endpoint": "https://p{{i}}.example.com/v1" },""");
        text.Append("},\n\"targets\": {\n");
        Add(60, i => $$""" "t{{i}}": { "provider": "p{{i % 8}}", "model": "m{{i % 20}}", "deployment": "d{{i}}" },""");
        text.Append("},\n\"routes\": {\n");
        Add(200, i => $$""" "route-{{i}}": { "about": "What it is for, in a sentence", "chain": ["t{{i % 60}}", "t{{(i + 1) % 60}}"], "requires": ["streaming"], "timeouts": { "total": "30s", "attempt": "6s" }, "limits": { "attempts": 4, "inputTokens": 8000, "outputTokens": 600, "costUsd": 0.05 } },""");
        _text = text.Append("} }").ToString();
        _reading = Read();

        void Add(int count, Func<int, FormattableString> entry)
        {
            for (var i = 0; i < count; i++)
            {
                text.Append(entry(i).ToString(CultureInfo.InvariantCulture)).Append('\n');
            }
        }
    }

    [Benchmark(Baseline = true)]
    public void SystemTextJson() => JsonDocument.Parse(_text, Lenient).Dispose();

    [Benchmark]
    public TableReading Read() => TableReader.Read(new TextFile("routes.json", _text), []);

    [Benchmark]
    public int Rules() => TableChecks.Run(_reading).Count;

    [Benchmark]
    public int CalendarRules() => CalendarChecks.Run(_reading, Today).Count;
}
