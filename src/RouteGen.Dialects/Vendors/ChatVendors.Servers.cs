namespace RouteGen.Dialects.Vendors;

/// <content>Servers that run models on one's own machines. Their addresses are those that they listen at unless told otherwise.</content>
public static partial class ChatVendors
{
    /// <summary>
    /// lmstudio.ai/docs/developer/openai-compat/chat-completions: <c>max_tokens</c>, <c>top_k</c>; 400 "'response_format.type' must be
    /// 'json_schema' or 'text'" (lmstudio-ai/lmstudio-bug-tracker).
    /// </summary>
    internal static ChatVendor LMStudio { get; } = new("lm-studio")
    {
        Endpoint = new("http://127.0.0.1:1234/v1"),
        ApiKeyVariable = "LM_API_TOKEN",
        MakesEmbeddings = true,
        Dimensions = null,
        MaxTokens = "max_tokens",
        TakesTopK = true,
        WebSearch = WebSearchForm.None,
        Json = JsonForm.SchemaOnly,
        Files = FileForm.None,
        Audio = AudioForm.None,
        Others = ["repeat_penalty"],
    };

    /// <summary>
    /// docs.vllm.ai/en/latest/serving/openai_compatible_server: <c>max_completion_tokens</c>, <c>top_k</c>, video; base64 vectors;
    /// /features/reasoning_outputs: <c>reasoning</c>, also of earlier messages.
    /// </summary>
    internal static ChatVendor VLlm { get; } = new("vllm")
    {
        Endpoint = new("http://127.0.0.1:8000/v1"),
        ApiKeyVariable = "VLLM_API_KEY",
        MakesEmbeddings = true,
        SendsBase64Vectors = true,
        TakesTopK = true,
        TakesDeveloper = true,
        TakesVideo = true,
        WebSearch = WebSearchForm.None,
        Files = FileForm.None,
        Reasoning = ReasoningForm.Text,
        Others =
        [
            "min_p", "repetition_penalty", "length_penalty", "min_tokens", "stop_token_ids", "include_stop_str_in_output",
            "skip_special_tokens", "spaces_between_special_tokens", "bad_words", "structured_outputs", "guided_json", "guided_regex",
            "guided_choice", "guided_grammar", "chat_template_kwargs", "include_reasoning",
        ],
    };

    /// <summary>
    /// github.com/ggml-org/llama.cpp, tools/server/README.md: <c>max_tokens</c>, <c>top_k</c>, <c>reasoning_content</c>,
    /// <c>chat_template_kwargs</c>, base64 vectors.
    /// </summary>
    internal static ChatVendor LlamaCpp { get; } = new("llama-cpp")
    {
        Endpoint = new("http://127.0.0.1:8080/v1"),
        ApiKeyVariable = "LLAMA_API_KEY",
        EndpointVariable = "LLAMA_BASE_URL",
        MakesEmbeddings = true,
        SendsBase64Vectors = true,
        Dimensions = null,
        MaxTokens = "max_tokens",
        TakesTopK = true,
        WebSearch = WebSearchForm.None,
        Files = FileForm.None,
        Effort = EffortForm.Template,
        Reasoning = ReasoningForm.Content,
        Others =
        [
            "min_p", "typical_p", "repeat_penalty", "repeat_last_n", "mirostat", "mirostat_tau", "mirostat_eta", "grammar", "json_schema",
            "samplers", "cache_prompt", "chat_template_kwargs", "reasoning_format",
        ],
    };

    /// <summary>
    /// docs.sglang.ai/basic_usage/openai_api_completions: <c>max_completion_tokens</c>, <c>top_k</c>, <c>reasoning_content</c>, also of
    /// earlier messages; vectors are floats.
    /// </summary>
    internal static ChatVendor SGLang { get; } = new("sglang")
    {
        Endpoint = new("http://127.0.0.1:30000/v1"),
        MakesEmbeddings = true,
        TakesTopK = true,
        TakesVideo = true,
        WebSearch = WebSearchForm.None,
        Files = FileForm.None,
        Reasoning = ReasoningForm.Content,
        Others =
        [
            "min_p", "min_tokens", "stop_token_ids", "repetition_penalty", "skip_special_tokens", "regex", "ebnf", "separate_reasoning",
            "chat_template_kwargs",
        ],
    };
}
