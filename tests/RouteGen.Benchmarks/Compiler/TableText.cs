using System.Globalization;
using System.Text;

namespace RouteGen.Benchmarks.Compiler;

/// <summary>A table of a given number of routes without findings, as an application could have it.</summary>
internal static class TableText
{
    public static string Write(int routes)
    {
        var text = new StringBuilder("{ \"table\": \"LargeRoutes\",\n\"models\": {\n");
        Add(20, i => $$"""
             "m{{i}}": { "contextWindow": 400000, "maxOutput": 64000, "features": ["streaming", "tools"],
               "usdPerMTok": { "input": 0.25, "output": 2 } },
            """);
        text.Append("},\n\"providers\": {\n");
        Add(8, i => $$""" "p{{i}}": { "kind": "openai", "apiKeyEnv": "KEY_{{i}}", "endpoint": "https://p{{i}}.example.com/v1" },""");
        text.Append("},\n\"targets\": {\n");
        Add(60, i => $$""" "t{{i}}": { "provider": "p{{i % 8}}", "model": "m{{i % 20}}", "deployment": "d{{i}}" },""");
        text.Append("},\n\"routes\": {\n");
        Add(routes, i => $$"""
             "route-{{i}}": { "about": "What it is for, in a sentence", "chain": ["t{{i % 60}}", "t{{(i + 1) % 60}}"],
               "requires": ["streaming"], "timeouts": { "total": "30s", "attempt": "6s" },
               "limits": { "attempts": 4, "inputTokens": 8000, "outputTokens": 600, "costUsd": 0.05 } },
            """);
        return text.Append("} }").ToString();

        void Add(int count, Func<int, FormattableString> entry)
        {
            for (var i = 0; i < count; i++)
            {
                text.Append(entry(i).ToString(CultureInfo.InvariantCulture)).Append('\n');
            }
        }
    }
}
