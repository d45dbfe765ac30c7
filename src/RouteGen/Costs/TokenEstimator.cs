using System.Text;
using Microsoft.Extensions.AI;

namespace RouteGen.Costs;

/// <summary>
/// Estimates tokens before a call, without dependencies: letters of the Latin alphabet four a token, ideographs and syllables one a token, other
/// scripts two a token. Images count 1,600, the upper bound of Anthropic's formula (width × height / 750, at most about 1,600 tokens).
/// </summary>
internal static class TokenEstimator
{
    private const long PerMessage = 4;
    private const long PerImage = 1600;

    public static long Estimate(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        long tokens = 3;
        for (var i = 0; i < messages.Count; i++)
        {
            tokens += PerMessage;
            IList<AIContent> contents = messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                tokens += Estimate(contents[j]);
            }
        }

        tokens += Estimate(options?.Instructions);
        if (options?.Tools is { } tools)
        {
            foreach (AITool tool in tools)
            {
                tokens += 8 + Estimate(tool.Name) + Estimate(tool.Description);
                if (tool is AIFunctionDeclaration function)
                {
                    tokens += Estimate(function.JsonSchema.GetRawText());
                }
            }
        }

        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
        {
            tokens += Estimate(schema.GetRawText());
        }

        return tokens;
    }

    public static long Estimate(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        long quarters = 0;
        if (Ascii.IsValid(text))
        {
            quarters = text.Length;
        }
        else
        {
            foreach (var c in text)
            {
                quarters += c < 0x250 ? 1 : c is >= '\u2E80' and < '\uFB00' ? 4 : 2;
            }
        }

        return (quarters + 3) / 4;
    }

    public static long Estimate(AIContent content) => content switch
    {
        TextContent text => Estimate(text.Text),
        TextReasoningContent reasoning => Estimate(reasoning.Text),
        FunctionCallContent call => 8 + Estimate(call.Name) + EstimateArguments(call.Arguments),
        FunctionResultContent result => 8 + Estimate(result.Result?.ToString()),
        DataContent data when data.HasTopLevelMediaType("image") => PerImage,
        UriContent uri when uri.HasTopLevelMediaType("image") => PerImage,
        DataContent data => data.Data.Length / 3,
        UriContent => PerImage,
        _ => 0,
    };

    private static long EstimateArguments(IDictionary<string, object?>? arguments)
    {
        long tokens = 0;
        if (arguments is not null)
        {
            foreach ((var name, var value) in arguments)
            {
                tokens += 2 + Estimate(name) + Estimate(value?.ToString());
            }
        }

        return tokens;
    }
}
