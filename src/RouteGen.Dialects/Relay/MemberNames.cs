using System.Text;
using System.Text.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Relay;

/// <summary>
/// The members of requests that the dialects' own descriptions name: OpenAI's OpenAPI document (<c>CreateChatCompletionRequest</c>,
/// <c>CreateResponse</c>, <c>CreateEmbeddingRequest</c>) and docs.anthropic.com/en/api/messages.
/// </summary>
internal sealed class MemberNames
{
    public static MemberNames ChatCompletions { get; } = new(
        "model", "messages", "temperature", "top_p", "frequency_penalty", "presence_penalty", "seed", "max_tokens",
        "max_completion_tokens", "stop", "tools", "functions", "tool_choice", "function_call", "parallel_tool_calls", "response_format",
        "reasoning_effort", "stream", "stream_options", "n", "logprobs", "top_logprobs", "service_tier", "store", "user",
        "safety_identifier", "audio", "modalities", "web_search_options", "logit_bias", "metadata", "moderation", "prediction",
        "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention", "verbosity");

    public static MemberNames Responses { get; } = new(
        "model", "input", "instructions", "temperature", "top_p", "max_output_tokens", "max_tool_calls", "tools", "tool_choice",
        "parallel_tool_calls", "text", "reasoning", "stream", "stream_options", "include", "store", "background", "conversation",
        "previous_response_id", "prompt", "metadata", "service_tier", "truncation", "top_logprobs", "user", "safety_identifier",
        "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention", "context_management", "moderation", "client_metadata");

    public static MemberNames Messages { get; } = new(
        "model", "messages", "system", "max_tokens", "temperature", "top_p", "top_k", "stop_sequences", "tools", "tool_choice", "thinking",
        "output_config", "output_format", "stream", "metadata", "service_tier", "speed", "container", "mcp_servers",
        "context_management", "cache_control", "inference_geo", "fallbacks");

    public static MemberNames Embeddings { get; } = new("model", "input", "encoding_format", "dimensions", "user");

    private readonly (byte[] Utf8, string Name)[][] _byLength;

    /// <summary>All of them, in the order of the descriptions.</summary>
    public IReadOnlyList<string> All { get; }

    private MemberNames(params string[] names)
    {
        All = names;
        _byLength = new (byte[], string)[names.Max(static name => name.Length) + 1][];
        for (var length = 0; length < _byLength.Length; length++)
        {
            _byLength[length] = [.. names.Where(name => name.Length == length).Select(name => (Encoding.UTF8.GetBytes(name), name))];
        }
    }

    /// <summary>The names of a dialect.</summary>
    public static MemberNames In(RelayDialect dialect) => dialect switch
    {
        RelayDialect.ChatCompletions => ChatCompletions,
        RelayDialect.Responses => Responses,
        RelayDialect.Messages => Messages,
        _ => Embeddings,
    };

    /// <summary>The name of the member at which the reader is.</summary>
    public string Read(ref Utf8JsonReader reader, out bool isKnown)
    {
        isKnown = true;
        var name = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            return Find(name) ?? Other(ref reader, out isKnown);
        }

        var plain = RequestReading.NameOf(ref reader);
        return Find(Encoding.UTF8.GetBytes(plain)) ?? Other(ref reader, out isKnown);
    }

    private static string Other(ref Utf8JsonReader reader, out bool isKnown)
    {
        isKnown = false;
        return RequestReading.NameOf(ref reader);
    }

    private string? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length < _byLength.Length)
        {
            foreach (var (utf8, known) in _byLength[name.Length])
            {
                if (name.SequenceEqual(utf8))
                {
                    return known;
                }
            }
        }

        return null;
    }
}
