namespace RouteGen.Tool.Tests.Serve;

/// <summary>Tables to serve.</summary>
internal static class Tables
{
    /// <summary>A table of two targets, with routes besides <c>chat</c>, and a budget of so many calls.</summary>
    public static string Desk(
        string routes = "", string name = "DeskRoutes", int calls = 100_000, string output = "500", string use = "") => $$"""
        {
          "table": "{{name}}", "about": "The desk.",{{use}}
          "providers": { "openai": { "kind": "openai" }, "anthropic": { "kind": "anthropic" } },
          "models": {
            "m": { "contextWindow": 100000, "maxOutput": 1000, "usdPerMTok": { "input": 1, "output": 2, "asOf": "2026-11-01" } }
          },
          "targets": { "mini": { "provider": "openai", "model": "m" }, "haiku": { "provider": "anthropic", "model": "m" } },
          "budgets": { "all": { "per": "key", "limit": { "calls": {{calls}} }, "calendar": "month" } },
          "routes": {
            {{routes}}
            "chat": { "about": "Chat.", "limits": { "outputTokens": {{output}} }, "budgets": ["all"], "chain": ["mini", "haiku"] }
          }
        }
        """;

    /// <summary>A route to add to it.</summary>
    public static string Route(string name) =>
        $$""" "{{name}}": { "about": "It.", "limits": { "outputTokens": 500 }, "chain": ["haiku"] }, """;
}
