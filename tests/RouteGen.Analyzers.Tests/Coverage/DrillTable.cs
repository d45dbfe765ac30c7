namespace RouteGen.Analyzers.Tests.Coverage;

/// <summary>
/// The table that the drills under test are of: a route without gateways, one with an escape hatch, and one
/// with a gateway behind its escape hatch too.
/// </summary>
internal static class DrillTable
{
    public const string Text = """
        {
          "table": "SupportRoutes",
          "namespace": "Demo",
          "models": { "m": {} },
          "providers": {
            "openai": { "kind": "openai", "apiKeyEnv": "OPENAI_API_KEY" },
            "other": { "kind": "openai", "apiKeyEnv": "OTHER_API_KEY" },
            "proxy": { "kind": "openai", "apiKeyEnv": "PROXY_API_KEY", "gateway": true }
          },
          "targets": {
            "gpt-mini": { "provider": "openai", "model": "m" },
            "haiku": { "provider": "other", "model": "m" },
            "via-proxy": { "provider": "proxy", "model": "m" },
            "via-proxy-2": { "provider": "proxy", "model": "m", "deployment": "m2" }
          },
          "routes": {
            "summarize": { "chain": ["gpt-mini", "haiku"] },
            "draft-reply": { "chain": ["via-proxy", "haiku"] },
            "translate": { "chain": ["via-proxy", "gpt-mini", "via-proxy-2"] }
          }
        }
        """;

    /// <summary>Drills of every path and escape hatch of the table but those of <c>summarize</c>, in the words of xunit.</summary>
    public const string AllButSummarize = """
        [Fact] public Task D1() => RouteDrill.On<SupportRoutes>().Route(r => r.DraftReply).ExpectServedByAsync(DraftReplyTarget.ViaProxy);
        [Fact] public Task D2() =>
            RouteDrill.On<SupportRoutes>().Route(r => r.DraftReply).GatewaysDown().ExpectServedByAsync(DraftReplyTarget.Haiku);
        [Fact] public Task D3() => RouteDrill.On<SupportRoutes>().Route(r => r.Translate).ExpectServedByAsync(TranslateTarget.ViaProxy);
        [Fact] public Task D4() =>
            RouteDrill.On<SupportRoutes>().Route(r => r.Translate).GatewaysDown().ExpectServedByAsync(TranslateTarget.GptMini);
        [Fact] public Task D5() => RouteDrill.On<SupportRoutes>().Route(r => r.Translate).ExpectServedByAsync(TranslateTarget.ViaProxy2);
        """;

    /// <summary>A drill of the first choice of <c>summarize</c>.</summary>
    public const string Mini = "[Fact] public Task Mini() => RouteDrill.On<SupportRoutes>().Route(r => " +
        "r.Summarize).ExpectServedByAsync(SummarizeTarget.GptMini);\n";
}
