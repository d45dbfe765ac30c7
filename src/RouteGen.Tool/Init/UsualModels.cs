namespace RouteGen.Tool.Init;

/// <summary>A model at a provider, to begin with.</summary>
/// <param name="Model">Its name in the table; where the catalog has it, with what the catalog says.</param>
/// <param name="Deployment">The provider's own name for it, where that is another.</param>
internal sealed record UsualModel(string Model, string? Deployment = null);

/// <summary>What a new table takes from a provider.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Chat">A model to answer people with.</param>
/// <param name="Quick">A cheaper one; null for the same.</param>
internal sealed record UsualModels(string Kind, UsualModel Chat, UsualModel? Quick = null)
{
    private static readonly UsualModel Oss = new("openai/gpt-oss-120b");
    private static readonly UsualModel SmallOss = new("openai/gpt-oss-20b");

    /// <summary>Other variables in which people keep the key.</summary>
    public IReadOnlyList<string> OtherKeys { get; init; } = [];

    /// <summary>Variables in which people keep the address.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Members of the provider besides, as the table writes them.</summary>
    public string? More { get; init; }

    /// <summary>What the table says of it in a comment.</summary>
    public string? Remark { get; init; }

    /// <summary>In the order in which chains try them: providers themselves, then gateways to them, then one's own servers.</summary>
    public static IReadOnlyList<UsualModels> All { get; } =
    [
        new("openai", new("gpt-5.4"), new("gpt-5.4-mini")) { Addresses = ["OPENAI_BASE_URL"] },
        new("anthropic", new("claude-sonnet-5"), new("claude-haiku-4-5")) { Addresses = ["ANTHROPIC_BASE_URL"] },
        new("gemini", new("gemini-3.5-flash"), new("gemini-3.5-flash-lite")) { OtherKeys = ["GOOGLE_API_KEY"] },
        new("azure-openai", new("gpt-5.4"), new("gpt-5.4-mini"))
        {
            Addresses = ["AZURE_OPENAI_ENDPOINT"],
            Remark = "At Azure a deployment has the name that you gave it: add \"deployment\" to the targets where it is another.",
        },
        new("mistral", new("mistral-medium-2604"), new("mistral-small-2603")),
        new("xai", new("grok-4.7"), new("grok-4.3")),
        new("deepseek", new("deepseek-v4-pro"), new("deepseek-flash")),
        new("moonshot", new("kimi-k3"), new("kimi-k2.6")),
        new("groq", Oss, SmallOss),
        new("together", Oss, SmallOss) { Remark = "The prices of these models are Groq's: compare them with this provider's." },
        new("fireworks", Oss with { Deployment = "accounts/fireworks/models/gpt-oss-120b" },
            SmallOss with { Deployment = "accounts/fireworks/models/gpt-oss-20b" })
        {
            Remark = "The prices of these models are Groq's: compare them with this provider's.",
        },
        new("perplexity", new("perplexity/sonar")) { More = "\"api\": \"responses\"" },
        new("openrouter", new("gpt-5.4", "openai/gpt-5.4"), new("gpt-5.4-mini", "openai/gpt-5.4-mini")),
        new("huggingface", Oss, SmallOss) { Remark = "The prices of these models are Groq's: here the provider behind it sets them." },
        new("routegen", new("gateway-chat", "chat"))
        {
            Addresses = ["ROUTEGEN_GATEWAY_URL"],
            Remark = "Models there are that gateway's routes; it prices and bills its calls itself.",
        },
        new("ollama", new("gpt-oss-20b", "gpt-oss:20b")) { Addresses = ["OLLAMA_BASE_URL", "OLLAMA_HOST"] },
        new("lm-studio", new("gpt-oss-20b", "openai/gpt-oss-20b")) { Addresses = ["LM_STUDIO_BASE_URL"] },
        new("vllm", new("gpt-oss-20b", "openai/gpt-oss-20b")) { Addresses = ["VLLM_BASE_URL"] },
        new("sglang", new("gpt-oss-20b", "openai/gpt-oss-20b")) { Addresses = ["SGLANG_BASE_URL"] },
        new("llama-cpp", new("gpt-oss-20b")) { Addresses = ["LLAMA_BASE_URL"] },
    ];
}
