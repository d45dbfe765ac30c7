using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.OpenAI;

/// <summary>
/// Reads the text of a call's arguments. No text at all is a call without arguments, which Microsoft.Extensions.AI takes for one that
/// cannot be read; text that is not an object is a call that is not whole, and its <see cref="FunctionCallContent.Exception"/> says so.
/// </summary>
internal static class ToolCallArguments
{
    public static FunctionCallContent Read(string text, string id, string name) =>
        FunctionCallContent.CreateFromParsedArguments(text, id, name, static text => string.IsNullOrWhiteSpace(text) ? null : Parse(text));

    /// <summary>Takes back what was said of a call without arguments.</summary>
    public static void Settle(FunctionCallContent call, BinaryData? text)
    {
        if (call.Exception is not null && (text is null || string.IsNullOrWhiteSpace(text.ToString())))
        {
            call.Exception = null;
        }
    }

    /// <summary>Whether two texts are the same whole object.</summary>
    public static bool AreSame(string left, string right)
    {
        if (!left.AsSpan().TrimStart().StartsWith('{') || !right.AsSpan().TrimStart().StartsWith('{'))
        {
            return false;
        }

        try
        {
            using var first = JsonDocument.Parse(left);
            using var second = JsonDocument.Parse(right);
            return JsonElement.DeepEquals(first.RootElement, second.RootElement);
        }
        catch (JsonException)
        {
            // A part of one, as most are.
            return false;
        }
    }

    private static Dictionary<string, object?>? Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var arguments = new Dictionary<string, object?>();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            arguments[member.Name] = member.Value.ValueKind == JsonValueKind.Null ? null : member.Value.Clone();
        }

        return arguments;
    }
}
