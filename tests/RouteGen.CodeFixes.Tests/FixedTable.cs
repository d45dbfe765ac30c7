namespace RouteGen.CodeFixes.Tests;

/// <summary>Tables without findings but for what a test adds.</summary>
internal static class FixedTable
{
    public static string With(string routes, string targets = "", string providers = "", string models = "", string root = "") => $$"""
        // The table of a test.
        {
          "table": "FixedRoutes", {{root}}
          "models": {
            "m": { "usdPerMTok": { "input": 1, "output": 5 } }{{models}}
          },
          "providers": { "p": { "kind": "openai" }, "q": { "kind": "anthropic" }{{providers}} },
          "targets": {
            "t": { "provider": "p", "model": "m" }, // first
            "u": { "provider": "q", "model": "m" }{{targets}}
          },
          "routes": {
            "good": { "chain": ["t", "u"] },
            {{routes}}
          }
        }
        """;
}
