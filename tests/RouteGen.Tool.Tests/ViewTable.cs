namespace RouteGen.Tool.Tests;

/// <summary>The table that the tests of views look at: two keys, two regions, a gateway, ways by <c>on</c>, weights and vectors.</summary>
internal static class ViewTable
{
    public const string Json =
        """
        {
          "table": "DemoRoutes",
          "models": {
            "gpt-5.4": {
              "contextWindow": 1050000, "maxOutput": 128000, "features": ["streaming", "tools", "jsonSchema", "vision", "files"],
              "usdPerMTok": {
                "input": 2.50, "cachedInput": 0.25, "output": 15.00, "flex": { "input": 1.25, "output": 7.50 },
                "tiers": [{ "above": 272000, "input": 5.00, "cachedInput": 0.50, "output": 22.50 }], "asOf": "2026-11-01"
              }
            },
            "gpt-5-mini": {
              "contextWindow": 400000, "maxInput": 272000, "maxOutput": 128000, "features": ["streaming", "tools", "vision", "files"],
              "usdPerMTok": {
                "input": 0.25, "cachedInput": 0.025, "output": 2.00, "asOf": "2026-11-01",
                "changes": [{ "from": "2027-01-01", "input": 0.50 }]
              }
            },
            "claude-haiku-4-5": {
              "contextWindow": 200000, "maxOutput": 64000, "features": ["streaming", "tools", "vision"],
              "usdPerMTok": {
                "input": 1.00, "cachedInput": 0.10, "cacheWrite": 1.25, "cacheWrite1h": 2.00, "output": 5.00, "asOf": "2026-11-01"
              }
            },
            "mistral-small": { "contextWindow": 128000, "maxOutput": 8000, "features": ["streaming", "tools"] },
            "text-embedding-3-small": { "maxInput": 8191, "dimensions": 1536, "usdPerMTok": { "input": 0.02, "asOf": "2026-11-01" } }
          },
          "providers": {
            "openai": { "kind": "openai", "apiKeyEnv": ["OPENAI_API_KEY", "OPENAI_API_KEY_2"] },
            "openai-eu": { "kind": "openai", "apiKeyEnv": "OPENAI_EU_KEY", "endpoint": "https://eu.api.openai.com/v1", "region": "eu" },
            "anthropic": { "kind": "anthropic", "apiKeyEnv": "ANTHROPIC_API_KEY", "region": "us" },
            "openrouter": { "kind": "openrouter", "apiKeyEnv": "OPENROUTER_API_KEY" },
            "mistral": { "kind": "mistral", "apiKeyEnv": "MISTRAL_API_KEY", "region": "eu-west-1" }
          },
          "targets": {
            "gpt": { "provider": "openai", "model": "gpt-5.4" },
            "mini": { "provider": "openai", "model": "gpt-5-mini" },
            "mini-eu": { "provider": "openai-eu", "model": "gpt-5-mini" },
            "haiku": { "provider": "anthropic", "model": "claude-haiku-4-5" },
            "haiku-or": { "provider": "openrouter", "model": "claude-haiku-4-5", "deployment": "anthropic/claude-haiku-4.5" },
            "small": { "provider": "mistral", "model": "mistral-small" },
            "embed": { "provider": "openai", "model": "text-embedding-3-small" }
          },
          "routes": {
            "summarize": {
              "chain": ["mini", "haiku", "haiku-or"], "on": { "contextTooLong": ["gpt"], "contentFiltered": "stop" },
              "limits": { "attempts": 6, "inputTokens": 250000, "outputTokens": 4000 }
            },
            "end": {
              "chain": [{ "target": "mini", "on": { "overloaded": ["mini-eu", "haiku"], "timeout": "stop" } }, "haiku", "mini-eu"],
              "timeouts": { "total": "90s" }, "limits": { "attempts": 6, "inputTokens": 100000, "outputTokens": 2000 }
            },
            "desk": {
              "chain": [{ "target": "haiku", "weight": 75 }, { "target": "mini-eu", "weight": 25 }], "strategy": "weighted",
              "limits": { "attempts": 4, "inputTokens": 20000, "outputTokens": 2000 }
            },
            "cheap": {
              "chain": ["gpt", "small", "mini"], "strategy": "cheapest",
              "limits": { "attempts": 6, "inputTokens": 20000, "outputTokens": 2000 }
            },
            "embed": { "type": "embedding", "chain": ["embed"], "limits": { "inputTokens": 200000 } }
          }
        }
        """;
}
