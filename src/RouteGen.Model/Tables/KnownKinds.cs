namespace RouteGen.Model.Tables;

/// <summary>The provider kinds that RouteGen's packages bring, in the order in which the documentation lists them.</summary>
public static class KnownKinds
{
    /// <summary>The kind that needs no package: the application registers an IChatClient.</summary>
    public const string Custom = "custom";

    private const string OpenAI = "RouteGen.OpenAI";

    /// <summary>Every kind but <see cref="Custom"/>.</summary>
    public static readonly IReadOnlyList<KnownKind> All =
    [
        new("openai", OpenAI)
        {
            Address = "https://api.openai.com/v1",
            KeyVariable = "OPENAI_API_KEY",
            HasResponses = true,
            Source = "platform.openai.com/docs/api-reference",
        },
        new("azure-openai", OpenAI)
        {
            KeyVariable = "AZURE_OPENAI_API_KEY",
            HasResponses = true,
            Source = "learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle",
        },
        new("gemini", OpenAI)
        {
            Address = "https://generativelanguage.googleapis.com/v1beta/openai",
            KeyVariable = "GEMINI_API_KEY",
            Source = "ai.google.dev/gemini-api/docs/openai",
        },
        new("openrouter", OpenAI)
        {
            Address = "https://openrouter.ai/api/v1",
            KeyVariable = "OPENROUTER_API_KEY",
            IsGateway = true,
            Source = "openrouter.ai/docs/api-reference/overview",
        },
        new("groq", OpenAI)
        {
            Address = "https://api.groq.com/openai/v1",
            KeyVariable = "GROQ_API_KEY",
            HasEmbeddings = false,
            Source = "console.groq.com/docs/openai",
        },
        new("mistral", OpenAI)
        {
            Address = "https://api.mistral.ai/v1",
            KeyVariable = "MISTRAL_API_KEY",
            Source = "docs.mistral.ai/api",
        },
        new("deepseek", OpenAI)
        {
            Address = "https://api.deepseek.com",
            KeyVariable = "DEEPSEEK_API_KEY",
            HasEmbeddings = false,
            Source = "api-docs.deepseek.com",
        },
        new("xai", OpenAI)
        {
            Address = "https://api.x.ai/v1",
            KeyVariable = "XAI_API_KEY",
            HasEmbeddings = false,
            Source = "docs.x.ai/docs/api-reference",
        },
        new("moonshot", OpenAI)
        {
            Address = "https://api.moonshot.ai/v1",
            KeyVariable = "MOONSHOT_API_KEY",
            HasEmbeddings = false,
            Source = "platform.kimi.ai/docs/api/overview",
        },

        // It has ended Chat Completions on 2026-09-27 in favour of Responses, under /v1 (docs.perplexity.ai/docs/agent-api); those who
        // still offer the former are proxies. Its embeddings are signed bytes in base64 and nothing else (its
        // api-reference/embeddings-post).
        new("perplexity", OpenAI)
        {
            Address = "https://api.perplexity.ai",
            KeyVariable = "PERPLEXITY_API_KEY",
            HasEmbeddings = false,
            HasResponses = true,
            Source = "docs.perplexity.ai/docs/sonar/openai-compatibility",
        },
        new("together", OpenAI)
        {
            Address = "https://api.together.ai/v1",
            KeyVariable = "TOGETHER_API_KEY",
            Source = "docs.together.ai/docs/inference/openai-compatibility",
        },
        new("fireworks", OpenAI)
        {
            Address = "https://api.fireworks.ai/inference/v1",
            KeyVariable = "FIREWORKS_API_KEY",
            Source = "docs.fireworks.ai/tools-sdks/openai-compatibility",
        },

        // Its router is a gateway to other vendors; embeddings have an API of their own there.
        new("huggingface", OpenAI)
        {
            Address = "https://router.huggingface.co/v1",
            KeyVariable = "HF_TOKEN",
            IsGateway = true,
            HasEmbeddings = false,
            Source = "huggingface.co/docs/inference-providers",
        },
        new("openai-compatible", OpenAI) { NeedsKey = false, Source = "platform.openai.com/docs/api-reference/chat" },
        new("routegen", OpenAI)
        {
            KeyVariable = "ROUTEGEN_GATEWAY_KEY",
            IsGateway = true,
            HasResponses = true,
            Source = "docs/gateway.md",
        },
        new("lm-studio", OpenAI)
        {
            Address = "http://127.0.0.1:1234/v1",
            KeyVariable = "LM_API_TOKEN",
            NeedsKey = false,
            IsOwnServer = true,
            Source = "lmstudio.ai/docs/developer/openai-compat",
        },
        new("vllm", OpenAI)
        {
            Address = "http://127.0.0.1:8000/v1",
            KeyVariable = "VLLM_API_KEY",
            NeedsKey = false,
            IsOwnServer = true,
            Source = "docs.vllm.ai/en/latest/serving/openai_compatible_server",
        },
        new("llama-cpp", OpenAI)
        {
            Address = "http://127.0.0.1:8080/v1",
            KeyVariable = "LLAMA_API_KEY",
            NeedsKey = false,
            IsOwnServer = true,
            Source = "github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md",
        },
        new("sglang", OpenAI)
        {
            Address = "http://127.0.0.1:30000/v1",
            NeedsKey = false,
            IsOwnServer = true,
            Source = "docs.sglang.ai/basic_usage/openai_api_completions.html",
        },
        new("anthropic", "RouteGen.Anthropic")
        {
            Address = "https://api.anthropic.com",
            KeyVariable = "ANTHROPIC_API_KEY",
            HasEmbeddings = false,
            Source = "platform.claude.com/docs/en/api/messages",
        },
        new("ollama", "RouteGen.Ollama")
        {
            Address = "http://127.0.0.1:11434",
            KeyVariable = "OLLAMA_API_KEY",
            NeedsKey = false,
            IsOwnServer = true,
            Source = "docs.ollama.com/api",
        },
    ];

    /// <summary>The kind of a name; null where no package of RouteGen brings it.</summary>
    public static KnownKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The names of all that something holds of, in a sentence.</summary>
    internal static string Listed(Func<KnownKind, bool> holds)
    {
        var names = All.Where(holds).Select(kind => kind.Name).ToArray();
        return names.Length == 1 ? names[0] : string.Join(", ", names.Take(names.Length - 1)) + " and " + names[names.Length - 1];
    }
}
