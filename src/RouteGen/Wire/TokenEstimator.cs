using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Wire;

/// <summary>
/// Estimates the input tokens of a request before it is sent: its texts, the frames around them, and images and files, which never count 0.
/// </summary>
/// <param name="model">The model whose tokens are counted.</param>
/// <param name="exact">The application's own counter; null for the built-in estimate.</param>
/// <param name="failed">Told once when the application's own counter fails.</param>
internal sealed class TokenEstimator(string model, ITokenEstimator? exact = null, Action<Exception>? failed = null)
{
    private const long PerReply = 3;
    private const long PerMessage = 4;
    private const long PerTool = 8;

    /// <summary>A file that only its provider has: some pages.</summary>
    private const long PerUnseenFile = 4000;

    /// <summary>Bytes of a document for one token at least: providers count its text, and pages as images.</summary>
    private const int BytesPerToken = 3;

    /// <summary>What is known of tools. Most are the same at every call, and their schemas are most of many requests.</summary>
    private readonly ConditionalWeakTable<AITool, ToolTokens> _tools = [];

    private int _failures;

    public long Estimate(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var tokens = PerReply;
        for (var i = 0; i < messages.Count; i++)
        {
            tokens += PerMessage;
            var contents = messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                tokens += Estimate(contents[j]);
            }
        }

        if (options is null)
        {
            return tokens;
        }

        tokens += Text(options.Instructions);
        if (options.Tools is { } tools)
        {
            for (var i = 0; i < tools.Count; i++)
            {
                tokens += Estimate(tools[i]);
            }
        }

        if (options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
        {
            tokens += Schema(schema);
        }

        return tokens;
    }

    /// <summary>Whether texts are counted by their bytes as well: not where the application counts them.</summary>
    public bool CountsBytes => exact is null;

    /// <summary>The tokens of a message that is one text, in UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isEscaped">Whether it has JSON's escapes.</param>
    public static long EstimateMessage(ReadOnlySpan<byte> text, bool isEscaped) =>
        PerMessage + (isEscaped ? TextTokens.EstimateEscaped(text) : TextTokens.Estimate(text));

    public long Estimate(AIContent content) => content switch
    {
        TextContent text => Text(text.Text),
        TextReasoningContent reasoning => Text(reasoning.Text),
        FunctionCallContent call => PerTool + Text(call.Name) + Arguments(call.Arguments),
        FunctionResultContent result => PerTool + Value(result.Result),
        DataContent data when data.HasTopLevelMediaType("image") => ImageTokens.Estimate(data.Data.Span, model),
        UriContent uri when uri.HasTopLevelMediaType("image") => ImageTokens.Estimate([], model),
        DataContent data => Math.Max(1, data.Data.Length / BytesPerToken),
        UriContent or HostedFileContent or HostedVectorStoreContent => PerUnseenFile,
        _ => 0,
    };

    /// <summary>The tokens of a text alone.</summary>
    public long Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 0;
        }

        if (exact is null)
        {
            return TextTokens.Estimate(text);
        }

        try
        {
            return exact.CountTokens(text, model) ?? TextTokens.Estimate(text);
        }
        catch (Exception e)
        {
            if (Interlocked.Increment(ref _failures) == 1)
            {
                failed?.Invoke(e);
            }

            return TextTokens.Estimate(text);
        }
    }

    /// <summary>A tool is counted once, as long as it goes by the same name and description, and by a schema as long.</summary>
    private long Estimate(AITool tool)
    {
        var schema = tool is AIFunctionDeclaration function ? function.JsonSchema : default;
        var length = schema.ValueKind == JsonValueKind.Undefined ? 0 : JsonMarshal.GetRawUtf8Value(schema).Length;
        if (_tools.TryGetValue(tool, out var known)
            && known.SchemaLength == length && known.Name == tool.Name && known.Description == tool.Description)
        {
            return known.Tokens;
        }

        var failures = Volatile.Read(ref _failures);
        var tokens = PerTool + Text(tool.Name) + Text(tool.Description) + (length == 0 ? 0 : Schema(schema));
        if (failures == Volatile.Read(ref _failures))
        {
            // What an application's counter failed at, it may count the next time.
            _tools.AddOrUpdate(tool, new ToolTokens(tool.Name, tool.Description, length, tokens));
        }

        return tokens;
    }

    private long Arguments(IDictionary<string, object?>? arguments)
    {
        long tokens = 0;
        if (arguments is Dictionary<string, object?> parsed)
        {
            // By its own type, whose enumerator allocates nothing.
            foreach (var (name, value) in parsed)
            {
                tokens += 2 + Text(name) + Value(value);
            }
        }
        else if (arguments is not null)
        {
            foreach (var (name, value) in arguments)
            {
                tokens += 2 + Text(name) + Value(value);
            }
        }

        return tokens;
    }

    private long Value(object? value) => value is JsonElement json && exact is null ? Json(json) : Text(value?.ToString());

    /// <summary>The tokens of what <see cref="JsonElement.ToString"/> says, without the string.</summary>
    private static long Json(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Number:
                return TextTokens.Estimate(JsonMarshal.GetRawUtf8Value(json));
            case JsonValueKind.String:
                var quoted = JsonMarshal.GetRawUtf8Value(json);
                return quoted.Contains((byte)'\\') ? TextTokens.Estimate(json.GetString()) : TextTokens.Estimate(quoted[1..^1]);
            default:
                return TextTokens.Estimate(json.ToString());
        }
    }

    private long Schema(JsonElement schema) =>
        exact is null ? TextTokens.Estimate(JsonMarshal.GetRawUtf8Value(schema)) : Text(schema.GetRawText());

    private sealed record ToolTokens(string Name, string Description, int SchemaLength, long Tokens);
}
