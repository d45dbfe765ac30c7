namespace RouteGen.Generators.Tests.Driving;

/// <summary>The table of the documentation's first page, with two routes.</summary>
internal static class SupportTable
{
    public const string Text = """
        {
          "$schema": "./obj/routes.schema.json",
          "table": "SupportRoutes",
          "about": "Routes of the support desk",
          "reviewed": "2026-11-20",
          "models": {
            "gpt-5-mini": { "contextWindow": 400000, "maxInput": 272000, "maxOutput": 128000,
                            "features": ["streaming", "tools", "jsonSchema", "vision"], "unsupported": ["temperature", "topP"],
                            "usdPerMTok": { "input": 0.25, "cachedInput": 0.025, "output": 2.00, "asOf": "2026-11-20" } },
            "claude-haiku-4-5": { "contextWindow": 200000, "maxOutput": 64000,
                          "features": ["streaming", "tools", "vision"],
                          "usdPerMTok": { "input": 1.00, "cachedInput": 0.10, "cacheWrite": 1.25, "output": 5.00, "asOf": "2026-11-20" } },
            "house-7b": { }
          },
          "providers": {
            "openai":    { "kind": "openai",    "apiKeyEnv": "OPENAI_API_KEY" },
            "anthropic": { "kind": "anthropic", "apiKeyEnv": "ANTHROPIC_API_KEY" },
            "openrouter": { "kind": "openrouter", "apiKeyEnv": "OPENROUTER_API_KEY" },
            "inhouse":   { "kind": "custom" }
          },
          "targets": {
            "gpt-mini":   { "provider": "openai",     "model": "gpt-5-mini" },
            "haiku":      { "provider": "anthropic",  "model": "claude-haiku-4-5", "about": "Used when the first is down" },
            "gpt-via-or": { "provider": "openrouter", "model": "gpt-5-mini", "deployment": "openai/gpt-5-mini" },
            "house":      { "provider": "inhouse",    "model": "house-7b" }
          },
          "costBuckets": ["support", "sales"],
          "routes": {
            "summarize": {
              "about": "Two-line summary of a support ticket",
              "chain": ["gpt-mini", "haiku"],
              "requires": ["streaming"],
              "timeouts": { "total": "30s", "attempt": "6s", "firstToken": "3s", "idle": "5s" },
              "limits": { "attempts": 4, "inputTokens": 8000, "outputTokens": 600, "costUsd": 0.03 },
              "retry": { "maxRetries": 1, "delay": "200ms" },
              "costBucket": "support"
            },
            "draft-reply": {
              "chain": [{ "target": "haiku", "options": { "temperature": 0.7, "maxOutputTokens": 900 } }, "gpt-via-or", "house"],
              "costBucket": "sales"
            }
          }
        }
        """;
}
