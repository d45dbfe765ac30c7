namespace RouteGen.Dialects.Vendors;

/// <content>Who serves models by a protocol like OpenAI's in their own cloud.</content>
public static partial class ChatVendors
{
    /// <summary>
    /// console.groq.com/docs/openai: 400 for <c>messages[].name</c>, <c>logprobs</c> and <c>n</c> above 1; /docs/api-reference: tiers;
    /// /docs/reasoning: efforts up to <c>high</c>, <c>reasoning</c> of earlier messages.
    /// </summary>
    internal static ChatVendor Groq { get; } = new("groq")
    {
        Endpoint = new("https://api.groq.com/openai/v1"),
        ApiKeyVariable = "GROQ_API_KEY",
        TakesServiceTier = true,
        TakesNames = false,
        WebSearch = WebSearchForm.None,
        Files = FileForm.None,
        Audio = AudioForm.None,
        Reasoning = ReasoningForm.Text,
        TakesRare = false,
        Others = ["user", "metadata", "reasoning_format", "include_reasoning"],
    };

    /// <summary>
    /// docs.mistral.ai/api: <c>max_tokens</c>, <c>random_seed</c>, <c>output_dimension</c>, 422 (<c>extra_forbidden</c>) for any member
    /// that is not listed there, such as <c>seed</c>, <c>stream_options</c>, <c>name</c> (mistralai/platform-docs-public#7); efforts none
    /// and high; ids of calls are nine letters or digits ("Tool call id must be a-z, A-Z, 0-9, with a length of 9");
    /// docs.mistral.ai/capabilities: <c>document_url</c>, audio as text, <c>thinking</c> parts.
    /// </summary>
    internal static ChatVendor Mistral { get; } = new("mistral")
    {
        Endpoint = new("https://api.mistral.ai/v1"),
        ApiKeyVariable = "MISTRAL_API_KEY",
        MakesEmbeddings = true,
        Dimensions = "output_dimension",
        MaxTokens = "max_tokens",
        Seed = "random_seed",
        TakesNames = false,
        TakesRefusal = false,
        TakesStreamOptions = false,
        WebSearch = WebSearchForm.None,
        ToolIds = ToolIdForm.Nine,
        Files = FileForm.DocumentUrl,
        Audio = AudioForm.DataOnly,
        Effort = EffortForm.NoneOrHigh,
        Reasoning = ReasoningForm.Parts,
        TakesRare = false,
        Others = ["n", "metadata", "prediction", "safe_prompt", "prompt_mode"],
    };

    /// <summary>
    /// api-docs.deepseek.com/api/create-chat-completion: <c>max_tokens</c>, content as text alone and always there, <c>json_object</c>
    /// but no schema, no seed; /guides/thinking_mode: "The reasoning_content in the thinking mode must be passed back" with every message
    /// that calls tools, empty where there was none (deepseek-ai/deepseek-harness discussion 739); thought is disabled by
    /// <c>thinking</c>.
    /// </summary>
    internal static ChatVendor DeepSeek { get; } = new("deepseek")
    {
        Endpoint = new("https://api.deepseek.com"),
        ApiKeyVariable = "DEEPSEEK_API_KEY",
        MaxTokens = "max_tokens",
        Seed = null,
        TakesParallelTools = false,
        TakesRefusal = false,
        TakesParts = false,
        WantsContent = true,
        WebSearch = WebSearchForm.None,
        Json = JsonForm.ObjectOnly,
        Effort = EffortForm.EffortOrDisabled,
        Reasoning = ReasoningForm.ContentOfCalls,
        TakesRare = false,
        Others = ["logprobs", "top_logprobs", "thinking"],
    };

    /// <summary>docs.x.ai/docs/api-reference#chat-completions: <c>max_completion_tokens</c>; efforts up to <c>high</c>.</summary>
    internal static ChatVendor XAI { get; } = new("xai")
    {
        Endpoint = new("https://api.x.ai/v1"),
        ApiKeyVariable = "XAI_API_KEY",
        TakesServiceTier = true,
        Files = FileForm.File,
        Audio = AudioForm.None,
    };

    /// <summary>
    /// platform.kimi.ai/docs/api/chat: <c>max_completion_tokens</c>, no seed, <c>tool_choice</c> auto and none; 400 "thinking is enabled
    /// but reasoning_content is missing in assistant tool call message", which an empty one satisfies (openclaw/openclaw#74846);
    /// <c>thinking</c> switches it off, and may not stand beside an effort (HKUDS/nanobot#3939).
    /// </summary>
    internal static ChatVendor Moonshot { get; } = new("moonshot")
    {
        Endpoint = new("https://api.moonshot.ai/v1"),
        ApiKeyVariable = "MOONSHOT_API_KEY",
        Seed = null,
        TakesRequiredTools = false,
        TakesParallelTools = false,
        TakesRefusal = false,
        TakesVideo = true,
        WebSearch = WebSearchForm.None,
        Files = FileForm.None,
        Audio = AudioForm.None,
        Effort = EffortForm.EffortOrDisabled,
        Reasoning = ReasoningForm.ContentOfCalls,
        TakesRare = false,
        Others = ["n", "prompt_cache_key", "safety_identifier", "thinking"],
    };

    /// <summary>
    /// docs.perplexity.ai/api-reference/chat-completions-post: <c>max_tokens</c>, <c>top_k</c>, a schema but no <c>json_object</c>, no
    /// tools, stop, seed or stream options; it searches always. Efforts are minimal, low, medium and high. Its vectors are not floats.
    /// </summary>
    internal static ChatVendor Perplexity { get; } = new("perplexity")
    {
        Endpoint = new("https://api.perplexity.ai"),
        ApiKeyVariable = "PERPLEXITY_API_KEY",
        MaxTokens = "max_tokens",
        Seed = null,
        TakesTopK = true,
        TakesStop = false,
        TakesTools = false,
        TakesNames = false,
        TakesRefusal = false,
        TakesStreamOptions = false,
        WebSearch = WebSearchForm.Always,
        Json = JsonForm.SchemaOnly,
        Files = FileForm.None,
        Audio = AudioForm.None,
        Effort = EffortForm.AtLeastMinimal,
        TakesRare = false,
        Others = ["search_domain_filter", "search_recency_filter", "return_related_questions"],
    };
}
