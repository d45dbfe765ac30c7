namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>What LiteLLM calls a provider, the part of a model before its first slash, as a provider of a table.</summary>
/// <param name="Prefix">As LiteLLM writes it.</param>
/// <param name="Kind">The kind of provider; null where no kind reaches it, and then <paramref name="WhyNot"/> says why.</param>
/// <param name="Address">The address, where it is not the kind's.</param>
/// <param name="Key">The variable that LiteLLM reads the key from, where none is stated.</param>
/// <param name="Base">The variable that it reads the address from, where none is stated.</param>
/// <param name="WhyNot">Why it cannot be reached.</param>
internal sealed record Vendor(
    string Prefix, string? Kind, string? Address = null, string? Key = null, string? Base = null, string? WhyNot = null)
{
    private const string Compatible = "openai-compatible";
    private const string SdkOnly = "it is reached only through an SDK of its own: in an application it is a target of kind custom";

    private static readonly Dictionary<string, Vendor> All = new Vendor[]
    {
        new("openai", "openai", Key: "OPENAI_API_KEY"),
        new("text-completion-openai", null, WhyNot: "the endpoint has no text completions: chat models take their place"),
        new("azure", "azure-openai", Key: "AZURE_API_KEY", Base: "AZURE_API_BASE"),
        new("azure_ai", "azure-openai", Key: "AZURE_AI_API_KEY", Base: "AZURE_AI_API_BASE"),
        new("anthropic", "anthropic", Key: "ANTHROPIC_API_KEY"),
        new("gemini", "gemini", Key: "GEMINI_API_KEY"),
        new("groq", "groq", Key: "GROQ_API_KEY"),
        new("mistral", "mistral", Key: "MISTRAL_API_KEY"),
        new("codestral", Compatible, "https://codestral.mistral.ai/v1", "CODESTRAL_API_KEY"),
        new("deepseek", "deepseek", Key: "DEEPSEEK_API_KEY"),
        new("xai", "xai", Key: "XAI_API_KEY"),
        new("moonshot", "moonshot", Key: "MOONSHOT_API_KEY"),
        new("openrouter", "openrouter", Key: "OPENROUTER_API_KEY"),
        new("together_ai", "together", Key: "TOGETHERAI_API_KEY"),
        new("fireworks_ai", "fireworks", Key: "FIREWORKS_API_KEY"),
        new("huggingface", "huggingface", Key: "HF_TOKEN"),
        new("perplexity", "perplexity", Key: "PERPLEXITYAI_API_KEY"),
        new("ollama", "ollama"),
        new("ollama_chat", "ollama"),
        new("lm_studio", "lm-studio", Base: "LM_STUDIO_API_BASE"),
        new("hosted_vllm", "vllm", Base: "HOSTED_VLLM_API_BASE"),
        new("vllm", "vllm"),
        new("llamafile", "llama-cpp"),
        new("litellm_proxy", Compatible, Key: "LITELLM_PROXY_API_KEY", Base: "LITELLM_PROXY_API_BASE"),
        new("cohere", Compatible, "https://api.cohere.ai/compatibility/v1", "COHERE_API_KEY"),
        new("cohere_chat", Compatible, "https://api.cohere.ai/compatibility/v1", "COHERE_API_KEY"),
        new("cerebras", Compatible, "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY"),
        new("sambanova", Compatible, "https://api.sambanova.ai/v1", "SAMBANOVA_API_KEY"),
        new("nvidia_nim", Compatible, "https://integrate.api.nvidia.com/v1", "NVIDIA_NIM_API_KEY", "NVIDIA_NIM_API_BASE"),
        new("deepinfra", Compatible, "https://api.deepinfra.com/v1/openai", "DEEPINFRA_API_KEY"),
        new("dashscope", Compatible, "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY"),
        new("volcengine", Compatible, "https://ark.cn-beijing.volces.com/api/v3", "VOLCENGINE_API_KEY"),
        new("zai", Compatible, "https://api.z.ai/api/paas/v4", "ZAI_API_KEY"),
        new("minimax", Compatible, "https://api.minimax.io/v1", "MINIMAX_API_KEY"),
        new("ai21", Compatible, "https://api.ai21.com/studio/v1", "AI21_API_KEY"),
        new("ai21_chat", Compatible, "https://api.ai21.com/studio/v1", "AI21_API_KEY"),
        new("hyperbolic", Compatible, "https://api.hyperbolic.xyz/v1", "HYPERBOLIC_API_KEY"),
        new("novita", Compatible, "https://api.novita.ai/v3/openai", "NOVITA_API_KEY"),
        new("nebius", Compatible, "https://api.studio.nebius.ai/v1", "NEBIUS_API_KEY"),
        new("lambda_ai", Compatible, "https://api.lambda.ai/v1", "LAMBDA_API_KEY"),
        new("featherless_ai", Compatible, "https://api.featherless.ai/v1", "FEATHERLESS_AI_API_KEY"),
        new("friendliai", Compatible, "https://api.friendli.ai/serverless/v1", "FRIENDLI_TOKEN"),
        new("inference_net", Compatible, "https://api.inference.net/v1", "INFERENCE_API_KEY"),
        new("nscale", Compatible, "https://inference.api.nscale.com/v1", "NSCALE_API_KEY"),
        new("wandb", Compatible, "https://api.inference.wandb.ai/v1", "WANDB_API_KEY"),
        new("vercel_ai_gateway", Compatible, "https://ai-gateway.vercel.sh/v1", "VERCEL_AI_GATEWAY_API_KEY"),
        new("github", Compatible, "https://models.github.ai/inference", "GITHUB_API_KEY"),
        new("meta_llama", Compatible, "https://api.llama.com/compat/v1", "LLAMA_API_KEY"),
        new("v0", Compatible, "https://api.v0.dev/v1", "V0_API_KEY"),
        new("voyage", Compatible, "https://api.voyageai.com/v1", "VOYAGE_API_KEY"),
        new("jina_ai", Compatible, "https://api.jina.ai/v1", "JINA_AI_API_KEY"),
        new("databricks", Compatible, Key: "DATABRICKS_API_KEY", Base: "DATABRICKS_API_BASE"),
        new("xinference", Compatible, "http://127.0.0.1:9997/v1", "XINFERENCE_API_KEY"),
        new("infinity", Compatible, Base: "INFINITY_API_BASE"),
        new("llamacpp", "llama-cpp"),
        new("custom_openai", Compatible),
        new("openai_like", Compatible),
        new("vertex_ai", Compatible, Key: "VERTEX_ACCESS_TOKEN"),
        new("vertex_ai_beta", Compatible, Key: "VERTEX_ACCESS_TOKEN"),
        new("bedrock", Compatible, Key: "AWS_BEARER_TOKEN_BEDROCK"),
        new("sagemaker", null, WhyNot: SdkOnly), new("sagemaker_chat", null, WhyNot: SdkOnly), new("watsonx", null, WhyNot: SdkOnly),
        new("replicate", null, WhyNot: SdkOnly), new("predibase", null, WhyNot: SdkOnly), new("petals", null, WhyNot: SdkOnly),
        new("github_copilot", null, WhyNot: "it takes a signed-in person, not a key"), new("snowflake", null, WhyNot: SdkOnly),
        new("clarifai", null, WhyNot: SdkOnly), new("baseten", null, WhyNot: SdkOnly), new("nlp_cloud", null, WhyNot: SdkOnly),
        new("oci", null, WhyNot: SdkOnly), new("gigachat", null, WhyNot: SdkOnly), new("chatgpt", null,
            WhyNot: "it takes a signed-in person, not a key"),
        new("elevenlabs", null, WhyNot: "speech is not relayed"), new("deepgram", null, WhyNot: "speech is not relayed"),
        new("assemblyai", null, WhyNot: "speech is not relayed"), new("stability", null, WhyNot: "images are not made"),
        new("recraft", null, WhyNot: "images are not made"), new("fal_ai", null, WhyNot: "images are not made"),
        new("auto_router", null, WhyNot: "no model is chosen by what a prompt says: name a model, or a route with a strategy"),
    }.ToDictionary(static v => v.Prefix, StringComparer.Ordinal);

    // Names of models that LiteLLM knows without a prefix.
    private static readonly (string Start, string Prefix)[] Families =
    [
        ("gpt-", "openai"), ("chatgpt-", "openai"), ("o1", "openai"), ("o3", "openai"), ("o4", "openai"), ("text-embedding-", "openai"),
        ("ft:", "openai"), ("codex-", "openai"), ("computer-use-", "openai"), ("whisper-", "openai"), ("tts-", "openai"),
        ("dall-e-", "openai"), ("omni-moderation", "openai"), ("claude-", "anthropic"), ("command", "cohere"), ("embed-english-", "cohere"),
        ("embed-multilingual-", "cohere"), ("gemini-", "vertex_ai"), ("anthropic.", "bedrock"), ("amazon.", "bedrock"),
            ("meta.", "bedrock"),
        ("mistral.", "bedrock"), ("cohere.", "bedrock"),
    ];

    public bool IsKnown => Kind is not null;

    public static Vendor? Find(string prefix) => All.GetValueOrDefault(prefix);

    /// <summary>The vendor of a model as LiteLLM writes it, and the model's own name; null where LiteLLM finds none either.</summary>
    public static (Vendor Vendor, string Model)? Split(string model, string? stated, bool hasAddress)
    {
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        if (stated is not null && Find(stated) is { } named)
        {
            return (named, slash > 0 && model[..slash] == stated ? model[(slash + 1)..] : model);
        }

        if (slash > 0 && Find(model[..slash]) is { } prefixed)
        {
            return (prefixed, model[(slash + 1)..]);
        }

        return Families.FirstOrDefault(f => model.StartsWith(f.Start, StringComparison.Ordinal)).Prefix is { } family
            ? (All[family], model)
            : hasAddress ? (All["custom_openai"], model) : null;
    }
}
