namespace RouteGen.Tool.Tests.Pictures;

/// <summary>A picture of the tool in docs/tool.md.</summary>
/// <param name="Name">The verb, and the name of the file: <c>docs/img/tool-NAME.svg</c>.</param>
/// <param name="Command">The command line, as the picture shows it.</param>
/// <param name="Files">The files that it finds.</param>
internal sealed record ToolPicture(string Name, string Command, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>Whether it comes out the same each time; one that measures times does not, and is only there.</summary>
    public bool IsStable { get; init; } = true;

    /// <summary>The width of the terminal.</summary>
    public int Columns { get; init; } = 120;

    public string Path => $"docs/img/tool-{Name}.svg";
}

/// <summary>The pictures; a verb more is a line more.</summary>
internal static class ToolPictures
{
    public static IReadOnlyList<ToolPicture> All { get; } =
    [
        new("check", "routegen check", Files(("routes.json", Spoilt))),
        new("graph", "routegen graph --without openai --route answer", Files(("routes.json", Support))),
        new("cost", "routegen cost --input 1200 --output 300 --cached 800", Files(("routes.json", Support))),
        new("diff", "routegen diff old/routes.json", Files(("old/routes.json", Support), ("routes.json", Changed))),
        new("smoke", "routegen smoke --simulated --shape plain --shape stream", Files(("routes.json", Support))) { IsStable = false },
    ];

    /// <summary>A table as a support desk may have it.</summary>
    private const string Support =
        """
        {
          "table": "SupportRoutes",
          "reviewed": "2026-11-20",
          "models": {
            "gpt-5-mini": {
              "contextWindow": 400000, "maxInput": 272000, "maxOutput": 128000,
              "features": ["streaming", "tools", "jsonSchema", "vision", "files", "reasoning"],
              "usdPerMTok": { "input": 0.25, "cachedInput": 0.025, "output": 2.00, "asOf": "2026-11-01" }
            },
            "claude-haiku-4-5": {
              "contextWindow": 200000, "maxOutput": 64000, "features": ["streaming", "tools", "jsonSchema", "vision", "reasoning"],
              "usdPerMTok": {
                "input": 1.00, "cachedInput": 0.10, "cacheWrite": 1.25, "cacheWrite1h": 2.00, "output": 5.00, "asOf": "2026-11-01"
              }
            },
            "mistral-small-latest": {
              "contextWindow": 128000, "maxOutput": 8000, "features": ["streaming", "tools", "jsonSchema"],
              "usdPerMTok": { "input": 0.10, "cachedInput": 0.01, "output": 0.30, "asOf": "2026-11-01" }
            }
          },
          "providers": {
            "openai": { "kind": "openai", "apiKeyEnv": "OPENAI_API_KEY" },
            "anthropic": { "kind": "anthropic", "apiKeyEnv": "ANTHROPIC_API_KEY" },
            "mistral": { "kind": "mistral", "apiKeyEnv": "MISTRAL_API_KEY", "region": "eu" }
          },
          "targets": {
            "mini": { "provider": "openai", "model": "gpt-5-mini" },
            "haiku": { "provider": "anthropic", "model": "claude-haiku-4-5" },
            "small": { "provider": "mistral", "model": "mistral-small-latest" }
          },
          "routes": {
            "answer": {
              "chain": ["mini", "haiku", "small"], "requires": ["streaming", "tools"],
              "timeouts": { "total": "90s", "attempt": "15s" },
              "limits": { "attempts": 6, "inputTokens": 100000, "outputTokens": 2000, "costUsd": 2.00 }
            },
            "triage": {
              "chain": ["small", "mini"], "requires": ["jsonSchema"],
              "timeouts": { "total": "40s", "attempt": "10s" },
              "limits": { "attempts": 4, "inputTokens": 8000, "outputTokens": 500, "costUsd": 0.05 }
            }
          }
        }
        """;

    /// <summary>The same with a fallback gone, a price gone up, and a smaller window.</summary>
    private static string Changed => Support
        .Replace("\"chain\": [\"small\", \"mini\"]", "\"chain\": [\"small\"]", StringComparison.Ordinal)
        .Replace("\"output\": 2.00, \"asOf\": \"2026-11-01\"", "\"output\": 3.00, \"asOf\": \"2026-11-28\"", StringComparison.Ordinal)
        .Replace("[\"mini\", \"haiku\", \"small\"]", "[\"haiku\", \"mini\", \"small\"]", StringComparison.Ordinal);

    /// <summary>The same with what a review would find.</summary>
    private static string Spoilt => Support
        .Replace("\"chain\": [\"small\", \"mini\"]", "\"chain\": [\"small\"]", StringComparison.Ordinal)
        .Replace("\"attempt\": \"15s\"", "\"attempt\": \"60s\"", StringComparison.Ordinal)
        .Replace("\"cachedInput\": 0.01, ", "", StringComparison.Ordinal)
        .Replace("\"costUsd\": 2.00", "\"costUsd\": 0.20", StringComparison.Ordinal);

    private static Dictionary<string, string> Files(params (string Name, string Text)[] files) =>
        files.ToDictionary(static f => f.Name, static f => f.Text, StringComparer.Ordinal);
}
