namespace RouteGen.OpenAI;

/// <summary>The base addresses of the kinds that have one of their own; the vendor's page stands beside each.</summary>
internal static class DefaultEndpoints
{
    /// <summary>The address of a kind; null where a table has to state it.</summary>
    public static Uri? Find(string kind) => kind switch
    {
        "openai" => new("https://api.openai.com/v1"), // platform.openai.com/docs/api-reference
        "gemini" => new("https://generativelanguage.googleapis.com/v1beta/openai"), // ai.google.dev/gemini-api/docs/openai
        "openrouter" => new("https://openrouter.ai/api/v1"), // openrouter.ai/docs/api-reference/overview
        "groq" => new("https://api.groq.com/openai/v1"), // console.groq.com/docs/openai
        "mistral" => new("https://api.mistral.ai/v1"), // docs.mistral.ai/api
        "deepseek" => new("https://api.deepseek.com"), // api-docs.deepseek.com
        "xai" => new("https://api.x.ai/v1"), // docs.x.ai/docs/api-reference
        "moonshot" => new("https://api.moonshot.ai/v1"), // platform.kimi.ai/docs/api/overview
        "perplexity" => new("https://api.perplexity.ai"), // docs.perplexity.ai/docs/sonar/openai-compatibility
        "together" => new("https://api.together.ai/v1"), // docs.together.ai/docs/inference/openai-compatibility
        "fireworks" => new("https://api.fireworks.ai/inference/v1"), // docs.fireworks.ai/tools-sdks/openai-compatibility
        "huggingface" => new("https://router.huggingface.co/v1"), // huggingface.co/docs/inference-providers
        "lm-studio" => new("http://127.0.0.1:1234/v1"), // lmstudio.ai/docs/developer/openai-compat
        "vllm" => new("http://127.0.0.1:8000/v1"), // docs.vllm.ai/en/latest/serving/openai_compatible_server
        "llama-cpp" => new("http://127.0.0.1:8080/v1"), // github.com/ggml-org/llama.cpp, tools/server/README.md
        "sglang" => new("http://127.0.0.1:30000/v1"), // docs.sglang.ai/basic_usage/openai_api_completions.html
        _ => null,
    };
}
