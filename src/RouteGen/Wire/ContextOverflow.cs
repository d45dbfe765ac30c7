using System.Buffers;

namespace RouteGen.Wire;

/// <summary>
/// Tells by its words an error that says the request does not fit the model's window. Servers word it freely and mostly give it no code
/// of its own; the texts are
/// held by <c>tests/RouteGen.Tests/Faults/ErrorTexts.cs</c>, each with its source.
/// </summary>
internal static class ContextOverflow
{
    // Words that say it alone.
    private static readonly SearchValues<string> Phrases = Any(
    [
        "maximum context length", "maximum model length", "max_model_len", "context length exceeded", "context_length_exceeded",
        "exceeds the context length", "exceed the context length",
        "exceeds context length", "model's context length", "greater than the context length", "exceeded max context length",
        "exceeded context length", "exceeds maximum context",
        "exceeds the maximum context", "exceeds the model's maximum context", "exceeds the model's context",
        "context window", "available context size", "configured context size", "context size exceeded", "exceed context limit",
        "exceeds context limit", "context limit exceeded",
        "exceeds the context limit", "exceed the context limit", "overflows the context", "context overflow", "context the overflows",
        "with context length of only", "larger than the context",
        "prompt is too long", "prompt too long", "prompt is too large", "input is too long", "input too long", "inputs are too long",
        "conversation is too long", "messages are too long", "request is too long",
        "prompt exceeds max", "prompt exceeds the max", "prompt exceeds maximum",
        "maximum prompt length", "max prompt length", "maximum input length", "maximum allowed input length", "maximum allowed length",
        "range of input length", "maximum input token", "max input token", "maximum number of input tokens", "input token limit",
        "exceeds the maximum number of tokens", "exceed the configured limit", "too many tokens", "exceeded model token limit",
        "exceeds model token limit", "exceeds token limit", "token limit exceeded",
        "`inputs` tokens + `max_new_tokens` must be", "`inputs` must have less than", "inputs tokens + max_new_tokens must be",
        "reduce the length of the messages", "reduce the length of the input", "reduce the length of your prompt", "reduce your prompt",
    ]);

    // Apart, since a search for ASCII alone is several times faster.
    private static readonly SearchValues<string> ChinesePhrases = Any(["超过最大长度", "上下文长度"]);

    // Words that say it together: what, and that it is too much.
    private static readonly SearchValues<string> Sizes = Any(
    [
        "input token count", "input tokens", "prompt tokens", "input length", "prompt length", "number of tokens", "tokens in the prompt",
        "token count", "prompt contains", "sequence length", "max_num_tokens", "max_seq_len",
        "total tokens", "requested tokens", "prompt has",
    ]);

    private static readonly SearchValues<string> Excesses = Any(
    [
        "exceed", "longer than", "greater than", "larger than", "too long", "too large",
        "over the limit", "more than the", "only supports up to", "cannot be more",
    ]);

    // What is too much is then something else: the output asked for, the rate, a file.
    private static readonly SearchValues<string> Others = Any(
    [
        "tokens per min", "token per min", "tokens per day", "requests per", "tpm", "rate limit", "rate_limit", "per minute", "quota",
        "image", "file size", "attachment", "too many requests",
    ]);

    private static readonly SearchValues<string> Windows = Any(["maximum context length", "context window", "context length"]);

    private static readonly SearchValues<string> Outputs = Any(["completion tokens", "output tokens", "max_output_tokens"]);

    private static readonly SearchValues<string> Inputs = Any(["input tokens", "input length", "prompt"]);

    /// <summary>Whether a text says so.</summary>
    public static bool Says(string? text)
    {
        if (string.IsNullOrEmpty(text) || (Has(text, Others) && !Has(text, Windows)))
        {
            return false;
        }

        return Has(text, Phrases) || Has(text, ChinesePhrases) || (Has(text, Sizes) && Has(text, Excesses) && !IsOfOutput(text));
    }

    // "max_tokens is too large: 5000. This model supports at most 4096 completion tokens": a smaller bound helps, a larger window does not.
    private static bool IsOfOutput(string text) => Has(text, Outputs) && !Has(text, Inputs);

    private static bool Has(string text, SearchValues<string> phrases) => text.AsSpan().ContainsAny(phrases);

    private static SearchValues<string> Any(ReadOnlySpan<string> phrases) =>
        SearchValues.Create(phrases, StringComparison.OrdinalIgnoreCase);
}
