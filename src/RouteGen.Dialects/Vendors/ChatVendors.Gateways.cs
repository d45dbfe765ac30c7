namespace RouteGen.Dialects.Vendors;

/// <content>OpenAI itself, and who speaks its protocol for several makers of models.</content>
public static partial class ChatVendors
{
    /// <summary>The protocol as it is: platform.openai.com/docs/api-reference/chat.</summary>
    internal static ChatVendor OpenAI { get; } = new("openai")
    {
        Endpoint = new("https://api.openai.com/v1"),
        ApiKeyVariable = "OPENAI_API_KEY",
        MakesEmbeddings = true,
        SendsBase64Vectors = true,
        TakesServiceTier = true,
        TakesDeveloper = true,
        TakesExtraHighEffort = true,
    };

    /// <summary>learn.microsoft.com/azure/ai-foundry/openai/latest: OpenAI's own requests, the key in a header of its own.</summary>
    internal static ChatVendor AzureOpenAI { get; } = new("azure-openai")
    {
        EndpointVariable = "AZURE_OPENAI_ENDPOINT",
        ApiKeyVariable = "AZURE_OPENAI_API_KEY",
        KeyHeader = "api-key",
        MakesEmbeddings = true,
        SendsBase64Vectors = true,
        TakesServiceTier = true,
        TakesDeveloper = true,
        TakesExtraHighEffort = true,
    };

    /// <summary>
    /// ai.google.dev/gemini-api/docs/openai. <c>extra_content</c> carries signatures, which generation 3 insists on
    /// (ai.google.dev/gemini-api/docs/thought-signatures); efforts are none, minimal, low, medium and high. It has no service tiers, and
    /// takes audio in any format of its own (ai.google.dev/gemini-api/docs/audio).
    /// </summary>
    internal static ChatVendor Gemini { get; } = new("gemini")
    {
        Endpoint = new("https://generativelanguage.googleapis.com/v1beta/openai"),
        ApiKeyVariable = "GEMINI_API_KEY",
        EndpointVariable = "GOOGLE_GEMINI_BASE_URL",
        MakesEmbeddings = true,
        TakesExtraContent = true,
        AsksForSignatures = true,
        TakesDeveloper = true,
        Audio = AudioForm.AnyFormat,
        TakesRare = false,
        Others = ["n"],
    };

    /// <summary>
    /// openrouter.ai/docs/api-reference/overview (<c>top_k</c>, tiers), /docs/guides/best-practices/reasoning-tokens (details go back
    /// unchanged), /docs/guides/overview/multimodal (files by address, audio, video).
    /// </summary>
    internal static ChatVendor OpenRouter { get; } = new("openrouter")
    {
        Endpoint = new("https://openrouter.ai/api/v1"),
        ApiKeyVariable = "OPENROUTER_API_KEY",
        MakesEmbeddings = true,
        SendsBase64Vectors = true,
        TakesTopK = true,
        TakesServiceTier = true,
        TakesDeveloper = true,
        TakesExtraContent = true,
        TakesVideo = true,
        TakesExtraHighEffort = true,
        Files = FileForm.FileOrAddress,
        Audio = AudioForm.AnyFormat,
        Reasoning = ReasoningForm.Details,
        Others = ["top_a", "min_p", "repetition_penalty", "include_reasoning"],
    };

    /// <summary>A server that is only known to speak the protocol: nothing is added to it, and nothing left out.</summary>
    internal static ChatVendor Compatible { get; } = new("openai-compatible")
    {
        EndpointVariable = null,
        MakesEmbeddings = true,
        TakesServiceTier = true,
        TakesDeveloper = true,
        TakesExtraContent = true,
        TakesExtraHighEffort = true,
    };

    /// <summary>
    /// A gateway of our own (docs/gateway.md): OpenAI's requests, earlier thought as <c>reasoning_content</c>, and what stands beside a
    /// tool call.
    /// </summary>
    internal static ChatVendor OwnGateway { get; } = new("routegen")
    {
        ApiKeyVariable = "ROUTEGEN_GATEWAY_KEY",
        EndpointVariable = "ROUTEGEN_GATEWAY_URL",
        MakesEmbeddings = true,
        SendsBase64Vectors = true,
        TakesServiceTier = true,
        TakesDeveloper = true,
        TakesExtraContent = true,
        TakesExtraHighEffort = true,
        Reasoning = ReasoningForm.Content,
    };

    /// <summary>
    /// docs.together.ai/reference/chat-completions-1: <c>max_tokens</c>, <c>top_k</c>; /docs/reasoning: <c>reasoning_effort</c>,
    /// <c>reasoning.enabled</c>, and the field <c>reasoning</c>, also of earlier messages.
    /// </summary>
    internal static ChatVendor Together { get; } = new("together")
    {
        Endpoint = new("https://api.together.ai/v1"),
        ApiKeyVariable = "TOGETHER_API_KEY",
        MakesEmbeddings = true,
        Dimensions = null,
        MaxTokens = "max_tokens",
        TakesTopK = true,
        TakesVideo = true,
        WebSearch = WebSearchForm.None,
        Files = FileForm.None,
        Effort = EffortForm.EffortOrNotEnabled,
        Reasoning = ReasoningForm.Text,
        Others = ["min_p", "repetition_penalty", "chat_template_kwargs", "reasoning"],
    };

    /// <summary>
    /// docs.fireworks.ai/api-reference/post-chatcompletions: <c>max_tokens</c>, <c>top_k</c>; /guides/reasoning: efforts up to
    /// <c>xhigh</c>, and <c>reasoning_content</c> of earlier messages, interleaved with calls.
    /// </summary>
    internal static ChatVendor Fireworks { get; } = new("fireworks")
    {
        Endpoint = new("https://api.fireworks.ai/inference/v1"),
        ApiKeyVariable = "FIREWORKS_API_KEY",
        MakesEmbeddings = true,
        MaxTokens = "max_tokens",
        TakesTopK = true,
        TakesServiceTier = true,
        WebSearch = WebSearchForm.None,
        Files = FileForm.None,
        TakesExtraHighEffort = true,
        Reasoning = ReasoningForm.Content,
        Others = ["min_p", "typical_p", "repetition_penalty", "reasoning_history"],
    };

    /// <summary>
    /// huggingface.co/docs/inference-providers/tasks/chat-completion: hands requests on to providers of many kinds, so nothing is sent
    /// that its page does not list; <c>max_tokens</c> is its word. Vectors are made by a protocol of its own.
    /// </summary>
    internal static ChatVendor HuggingFace { get; } = new("huggingface")
    {
        Endpoint = new("https://router.huggingface.co/v1"),
        ApiKeyVariable = "HF_TOKEN",
        MaxTokens = "max_tokens",
        WebSearch = WebSearchForm.None,
        TakesNames = false,
        Files = FileForm.None,
        TakesRare = false,
        Others = ["logprobs", "top_logprobs"],
    };
}
