using RouteGen.Costs;

namespace RouteGen.Plans;

/// <summary>How long a kind of provider keeps what it has read of a prompt, and how it can be told that it does.</summary>
/// <param name="Lifetime">For how long after its last use a prefix is counted on, where a reply says nothing else.</param>
/// <param name="IsAutomatic">
/// Whether every prompt is kept that is long enough; else only what a reply counts as read from or written to a cache.
/// </param>
/// <param name="LeastTokens">What is shorter is not kept by itself.</param>
internal sealed record PromptCache(TimeSpan Lifetime, bool IsAutomatic, long LeastTokens = 0)
{
    /// <summary>The longest of all lifetimes: what was last used before can be forgotten.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <summary>What a write to a cache that lives an hour is good for.</summary>
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>
    /// Where nothing is documented, and where the application brings its own client: what a reply counts is believed, for the shortest time
    /// that any provider documents.
    /// </summary>
    private static readonly PromptCache ByCounts = new(TimeSpan.FromMinutes(5), IsAutomatic: false);

    /// <summary>Servers of one's own keep prefixes until others push them out.</summary>
    private static readonly PromptCache OwnServer = new(TimeSpan.FromMinutes(5), IsAutomatic: true);

    private static readonly PromptCache OpenAI = new(TimeSpan.FromMinutes(10), IsAutomatic: true, 1024);

    private static readonly Dictionary<string, PromptCache> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        // "The cache has a 5-minute lifetime, refreshed each time the cached content is used", and an hour where the request asks for it;
        // only what is marked (docs.claude.com/en/docs/build-with-claude/prompt-caching). Whether it was marked, the reply's counts show.
        ["anthropic"] = ByCounts,

        // From 1,024 tokens on; in memory "active for 5 to 10 minutes of inactivity, up to a maximum of one hour", with extended retention
        // up to 24 hours, the default of most organizations (developers.openai.com/api/docs/guides/prompt-caching). 10 minutes hold for
        // both; learn.microsoft.com/azure/ai-foundry/openai/how-to/prompt-caching says the same of Azure.
        ["openai"] = OpenAI,
        ["azure-openai"] = OpenAI,

        // Implicit caching, from 1,024 tokens on at the smallest models; no lifetime is promised (ai.google.dev/gemini-api/docs/caching).
        ["gemini"] = new(TimeSpan.FromMinutes(5), IsAutomatic: true, 1024),

        // Prefixes in units of 64 tokens on disk, cleared "within a few hours to a few days" (api-docs.deepseek.com/guides/kv_cache).
        ["deepseek"] = new(TimeSpan.FromHours(1), IsAutomatic: true, 64),

        // "Cached data automatically expires after 2 hours without use", from 128 to 1,024 tokens on
        // (console.groq.com/docs/prompt-caching).
        ["groq"] = new(Longest, IsAutomatic: true, 1024),

        // Automatic without a stated lifetime: docs.x.ai/docs/models, platform.kimi.ai/docs/pricing/chat,
        // docs.fireworks.ai/guides/prompt-caching.
        ["xai"] = OwnServer,
        ["moonshot"] = OwnServer,
        ["fireworks"] = OwnServer,

        // docs.vllm.ai/en/latest/features/automatic_prefix_caching, docs.sglang.ai (RadixAttention), llama.cpp's tools/server/README.md
        // (cache_prompt), docs.ollama.com/faq (a model and what it has read stay in memory for 5 minutes).
        ["vllm"] = OwnServer,
        ["sglang"] = OwnServer,
        ["llama-cpp"] = OwnServer,
        ["lm-studio"] = OwnServer,
        ["ollama"] = OwnServer,
    };

    /// <summary>The cache of a kind of provider.</summary>
    public static PromptCache For(string kind) => Kinds.GetValueOrDefault(kind, ByCounts);

    /// <summary>For how long what a reply counted is kept.</summary>
    public TimeSpan LifetimeAfter(in TokenUsage usage) => usage.CacheWrite1h > 0 && Lifetime < Hour ? Hour : Lifetime;

    /// <summary>The tokens that the next request of the same conversation is going to read from the cache.</summary>
    /// <param name="usage">What the last one was counted.</param>
    public long KeptAfter(in TokenUsage usage)
    {
        var counted = usage.CachedInput + usage.CacheWrite + usage.CacheWrite1h;
        return IsAutomatic && usage.Input >= LeastTokens ? Math.Max(counted, usage.Input) : Math.Min(counted, usage.Input);
    }
}
