namespace RouteGen.Docs.Tests.Compiling;

/// <summary>A table that has what the guides speak of.</summary>
internal static class GuideTable
{
    public const string Text = """
        {
          "table": "SupportRoutes",
          "models": {
            "gpt-5.4-mini": { "usdPerMTok": { "input": 0.75, "cachedInput": 0.075, "output": 4.50 } },
            "claude-haiku-4-5": { "usdPerMTok": { "input": 1.00, "cachedInput": 0.10, "cacheWrite": 1.25, "output": 5.00 } },
            "phi": {}
          },
          "providers": {
            "openai": { "kind": "openai" }, "anthropic": { "kind": "anthropic" }, "openrouter": { "kind": "openrouter" },
            "in-process": { "kind": "custom" }
          },
          "targets": {
            "gpt-mini": { "provider": "openai", "model": "gpt-5.4-mini" },
            "haiku": { "provider": "anthropic", "model": "claude-haiku-4-5" },
            "local": { "provider": "in-process", "model": "phi" }
          },
          "routes": { "summarize": { "chain": ["gpt-mini", "haiku", "local"] } }
        }
        """;
}
