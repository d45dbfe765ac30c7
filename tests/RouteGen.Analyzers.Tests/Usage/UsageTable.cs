namespace RouteGen.Analyzers.Tests.Usage;

/// <summary>
/// The table that the C# under test uses: targets that lack features, a custom target, and one whose features are not stated.
/// </summary>
internal static class UsageTable
{
    public const string Text = """
        {
          "table": "SupportRoutes",
          "namespace": "Demo",
          "models": {
            "gpt-5-mini": { "contextWindow": 400000, "features": ["streaming", "tools", "jsonSchema", "vision"] },
            "haiku": { "contextWindow": 200000, "features": ["streaming", "tools"] },
            "tiny": { "contextWindow": 8000, "features": [] },
            "house-7b": { "contextWindow": 8000 }
          },
          "providers": {
            "openai": { "kind": "openai", "apiKeyEnv": "OPENAI_API_KEY" },
            "inhouse": { "kind": "custom" }
          },
          "targets": {
            "gpt-mini": { "provider": "openai", "model": "gpt-5-mini" },
            "haiku": { "provider": "openai", "model": "haiku" },
            "tiny": { "provider": "openai", "model": "tiny" },
            "house": { "provider": "inhouse", "model": "house-7b" }
          },
          "routes": {
            "summarize": { "chain": ["gpt-mini", "haiku"], "limits": { "outputTokens": 500 } },
            "draft-reply": { "chain": ["gpt-mini", "house"] },
            "classify": { "chain": ["tiny"] }
          }
        }
        """;

    /// <summary>The same with a route that gives vectors, by a provider and by a generator of the application's.</summary>
    public static string WithEmbeddings { get; } = Text
        .Replace(
            "\"house-7b\": { \"contextWindow\": 8000 }",
            "\"house-7b\": { \"contextWindow\": 8000 }, \"e5\": { \"dimensions\": 384 }",
            StringComparison.Ordinal)
        .Replace("\"targets\": {", "\"targets\": { \"vectors\": { \"provider\": \"openai\", \"model\": \"e5\" }, \"house-vectors\": " +
            "{ \"provider\": \"inhouse\", \"model\": \"e5\" },", StringComparison.Ordinal)
        .Replace(
            "\"routes\": {",
            "\"routes\": { \"embed\": { \"type\": \"embedding\", \"chain\": [\"vectors\", \"house-vectors\"] },",
            StringComparison.Ordinal);
}
