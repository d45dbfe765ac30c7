using System.Text;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Json;

/// <summary>What a tool returned, for a provider that takes text.</summary>
internal static class ToolResults
{
    /// <summary>A string as it is, the text of text contents, and anything else as JSON.</summary>
    /// <exception cref="NotSupportedException">The result is of a type that cannot be written.</exception>
    public static string Text(FunctionResultContent result) => result.Result switch
    {
        null => result.Exception is null ? "" : "Error: the function failed.",
        string text => text,
        TextContent content => content.Text,
        IReadOnlyList<AIContent> contents when TextOf(contents) is { } text => text,
        var value => JsonValues.Text(value),
    };

    private static string? TextOf(IReadOnlyList<AIContent> contents)
    {
        var text = new StringBuilder();
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not TextContent part)
            {
                return null;
            }

            text.Append(part.Text);
        }

        return text.ToString();
    }
}
