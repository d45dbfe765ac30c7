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

        tokens += Text(options?.Instructions);
        if (options?.Tools is { } tools)
        {
            foreach (var tool in tools)
            {
                tokens += PerTool + Text(tool.Name) + Text(tool.Description);
                if (tool is AIFunctionDeclaration function)
                {
                    tokens += Text(function.JsonSchema.GetRawText());
                }
            }
        }

        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
        {
            tokens += Text(schema.GetRawText());
        }

        return tokens;
    }

    public long Estimate(AIContent content) => content switch
    {
        TextContent text => Text(text.Text),
        TextReasoningContent reasoning => Text(reasoning.Text),
        FunctionCallContent call => PerTool + Text(call.Name) + Arguments(call.Arguments),
        FunctionResultContent result => PerTool + Text(result.Result?.ToString()),
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

        try
        {
            return exact?.CountTokens(text, model) ?? TextTokens.Estimate(text);
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

    private long Arguments(IDictionary<string, object?>? arguments)
    {
        long tokens = 0;
        if (arguments is not null)
        {
            foreach (var (name, value) in arguments)
            {
                tokens += 2 + Text(name) + Text(value?.ToString());
            }
        }

        return tokens;
    }
}
