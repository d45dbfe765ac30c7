namespace RouteGen.Model.Tests;

/// <summary>The table that the design and the documentation show.</summary>
internal static class DesignTable
{
    public const string Text = """
        {
          "$schema": "./obj/routes.schema.json",              // a build target puts it there
          "table": "SupportRoutes",
          "reviewed": "2026-11-20",
          "models": {
            "gpt-5-mini": { "contextWindow": 400000, "maxInput": 272000, "maxOutput": 128000,
                            "features": ["streaming", "tools", "jsonSchema", "vision"], "unsupported": ["temperature", "topP"],
                            "usdPerMTok": { "input": 0.25, "cachedInput": 0.025, "output": 2.00, "asOf": "2026-11-20" } },
            "claude-haiku-4-5": { "contextWindow": 200000, "maxOutput": 64000, "features": ["streaming", "tools", "vision"],
                            "usdPerMTok": { "input": 1.00, "cachedInput": 0.10, "cacheWrite": 1.00, "cacheWrite1h": 1.00, "output": 5.00,
                              "asOf": "2026-11-20" } },
          },
          "providers": {
            "openai":     { "kind": "openai",     "apiKeyEnv": "OPENAI_API_KEY" },
            "anthropic":  { "kind": "anthropic",  "apiKeyEnv": "ANTHROPIC_API_KEY" },
            "openrouter": { "kind": "openrouter", "apiKeyEnv": "OPENROUTER_API_KEY" },
            "house":      { "kind": "openai-compatible", "gateway": true, "endpointEnv": "HOUSE_PROXY_URL" }
          },
          "targets": {
            "gpt-mini":   { "provider": "openai",     "model": "gpt-5-mini" },
            "haiku":      { "provider": "anthropic",  "model": "claude-haiku-4-5" },
            "gpt-via-or": { "provider": "openrouter", "model": "gpt-5-mini", "deployment": "openai/gpt-5-mini" }
          },
          "budgets": { "customer-daily": { "per": "user", "limit": { "usd": 2.50 }, "calendar": "day", "atLimit": "reject" } },
          "costBuckets": ["support", "sales"],
          "routes": {
            "summarize": {
              "about": "Two-line summary of a support ticket",
              "chain": ["gpt-mini", "haiku"],
              "requires": ["streaming"],
              "timeouts": { "total": "30s", "attempt": "6s", "firstToken": "3s", "idle": "5s" },
              "limits": { "attempts": 4, "inputTokens": 8000, "outputTokens": 600, "costUsd": 0.03 },
              "retry": { "maxRetries": 1, "delay": "200ms" },
              "budgets": ["customer-daily"],
              "costBucket": "support"
            }
          }
        }
        """;
}
