using RouteGen.Model.Fields;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks;

/// <summary>What other gateways, and newcomers, call provider kinds.</summary>
internal static class ForeignKinds
{
    private const string Compatible =
        "it is reached by kind 'openai-compatible', with the address of its OpenAI-compatible API as 'endpoint'";

    private const string Custom =
        "it is reached by kind 'custom': the application registers an IChatClient of the vendor's own package";

    private static readonly Dictionary<string, string[]> Meant = new(StringComparer.Ordinal)
    {
        ["openai"] = ["gpt", "chatgpt", "oai", "openaichat", "openairesponses", "textcompletionopenai"],
        ["azure-openai"] = ["azure", "aoai", "azureai", "azureaiopenai", "azureopenaichat", "microsoft", "foundry", "azurefoundry"],
        ["anthropic"] = ["claude", "anthropicapi", "claudeapi"],
        ["gemini"] = ["google", "googleai", "googlegemini", "googleaistudio", "aistudio", "palm", "googlegenai", "geminiapi"],
        ["xai"] = ["grok", "xaigrok", "x"],
        ["moonshot"] = ["kimi", "moonshotai"],
        ["huggingface"] = ["hf", "huggingfacehub", "tgi"],
        ["mistral"] = ["mistralai", "codestral"],
        ["together"] = ["togetherai"],
        ["fireworks"] = ["fireworksai"],
        ["perplexity"] = ["pplx", "perplexityai", "sonar"],
        ["deepseek"] = ["deepseekai"],
        ["groq"] = ["groqcloud"],
        ["ollama"] = ["ollamachat", "ollamacloud"],
        ["llama-cpp"] = ["llama", "llamaserver", "gguf"],
        ["vllm"] = ["hostedvllm"],
        ["openai-compatible"] =
        [
            "openailike", "customopenai", "openaicompatibleapi", "compatible", "litellm", "litellmproxy", "proxy", "llamafile", "localai",
            "local", "textgenerationwebui", "generic",
        ],
        ["openrouter"] = ["openrouterai"],
    };

    private static readonly Dictionary<string, string[]> Explained = new(StringComparer.Ordinal)
    {
        [Compatible] =
        [
            "cohere", "cerebras", "nvidia", "nvidianim", "nim", "sambanova", "deepinfra", "dashscope", "qwen", "alibaba", "zhipu", "zai",
            "glm", "minimax", "ai21", "github", "githubmodels", "cloudflare", "databricks", "hyperbolic", "novita", "nebius", "lambda",
            "baseten", "scaleway", "ovh", "volcengine", "inception", "liquid", "friendliai", "anyscale", "lepton", "featherless", "writer",
            "vercel", "vercelaigateway", "portkey", "helicone", "requesty",
        ],
        [Custom] = ["replicate", "sagemaker", "awssagemaker", "watsonx", "ibm", "oci", "snowflake", "copilot", "onnx"],
        [Custom + ", such as AWSSDK.Extensions.Bedrock.MEAI, or Anthropic.Bedrock for Claude"] = ["bedrock", "aws", "awsbedrock", "amazon",
            "amazonbedrock", "bedrockconverse"],
        ["Google's API with a key is of kind 'gemini'; Vertex AI is reached by kind 'custom': the application registers an IChatClient, " +
            "such as Anthropic.Vertex for Claude"] = ["vertex", "vertexai", "googlevertex", "googlevertexai", "gcp", "googlecloud"],
    };

    private static readonly Dictionary<string, string> Kinds = ByName(Meant);

    private static readonly Dictionary<string, string> Remedies = ByName(Explained);

    /// <summary>The kind that is meant, where it is another name of one, and what to do; null for a name that nobody uses.</summary>
    public static (string? Meant, string Remedy)? Find(string kind)
    {
        var plain = ForeignNames.Plain(kind);
        var known = KnownKinds.All.FirstOrDefault(known => ForeignNames.Plain(known.Name) == plain)?.Name;
        return known is not null || Kinds.TryGetValue(plain, out known) ? (known, $"did you mean '{known}'?")
            : Remedies.TryGetValue(plain, out var remedy) ? (null, remedy)
            : null;
    }

    private static Dictionary<string, string> ByName(Dictionary<string, string[]> meanings) => meanings
        .SelectMany(static entry => entry.Value.Select(name => (Name: name, Meaning: entry.Key)))
        .ToDictionary(static pair => pair.Name, static pair => pair.Meaning, StringComparer.Ordinal);
}
