#pragma warning disable MEAI001 // Tools that run at the provider are experimental.
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>What an output item is in Microsoft.Extensions.AI's types.</summary>
internal static class ItemContents
{
    /// <summary>The code of the error that a model's refusal becomes, as Microsoft.Extensions.AI's own clients have it.</summary>
    public const string Refusal = "Refusal";

    /// <summary>The key in a text's additional properties for its raw logprobs.</summary>
    public const string LogProbabilitiesKey = "logprobs";

    /// <summary>The key in a text's additional properties for the phase of its message, which goes back with it.</summary>
    public const string PhaseKey = "phase";

    // Microsoft.Extensions.AI's own client keeps it there, too.
    private const string ReasoningIdKey = "reasoningItemId";

    /// <summary>Reasoning, with the id of its item.</summary>
    public static TextReasoningContent Reasoning(string? text, string? protectedData, string? id)
    {
        var reasoning = new TextReasoningContent(text) { ProtectedData = protectedData };
        if (!string.IsNullOrEmpty(id))
        {
            reasoning.AdditionalProperties = new() { [ReasoningIdKey] = id };
        }

        return reasoning;
    }

    /// <summary>The id of the item that reasoning came from; null where it is not known.</summary>
    public static string? ReasoningId(TextReasoningContent reasoning) =>
        WordIn(reasoning, ReasoningIdKey);

    /// <summary>The phase of its message that a text carries; null for none.</summary>
    public static string? PhaseOf(AIContent text) => WordIn(text, PhaseKey);

    /// <summary>A call of a function or of a custom tool. One that is not whole says so in its exception.</summary>
    public static FunctionCallContent Call(in ItemFields item, string fallbackId)
    {
        var id = string.IsNullOrEmpty(item.CallId) ? string.IsNullOrEmpty(item.Id) ? fallbackId : item.Id : item.CallId;
        var call = item.Type == ItemType.CustomToolCall
            ? CustomTool.Call(item.Arguments ?? "", id, item.Name ?? "")
            : ToolArguments.Create(item.Arguments ?? "", id, item.Name ?? "");
        if (item.Status == "incomplete")
        {
            call.Exception ??= new InvalidOperationException("The call is incomplete.");
        }

        return call;
    }

    /// <summary>Adds what an item other than a message is.</summary>
    /// <param name="contents">Takes the contents.</param>
    /// <param name="item">The item.</param>
    /// <param name="text">What it was read from.</param>
    /// <param name="raw">The item itself, in memory that lasts.</param>
    /// <param name="fallbackId">The id of a call that has none.</param>
    public static void Add(List<AIContent> contents, in ItemFields item, ReadOnlySpan<byte> text, RawItem raw, string fallbackId)
    {
        var id = item.Id ?? fallbackId;
        switch (item.Type)
        {
            case ItemType.Reasoning:
                var reasoning = Reasoning(item.Reasoning, item.EncryptedContent, item.Id);
                reasoning.RawRepresentation = string.IsNullOrEmpty(item.EncryptedContent) ? null : raw;
                contents.Add(reasoning);
                break;
            case ItemType.FunctionCall or ItemType.CustomToolCall:
                contents.Add(Call(item, fallbackId));
                break;
            case ItemType.FunctionCallOutput:
                contents.Add(new FunctionResultContent(item.CallId ?? id, item.Output));
                break;
            case ItemType.WebSearchCall:
                WebSearches.Add(contents, item, text, raw, id);
                break;
            case ItemType.ImageGenerationCall:
                contents.Add(new ImageGenerationToolCallContent(id));
                contents.Add(HostedContents.Image(item, text, raw, id));
                break;
            case ItemType.CodeInterpreterCall:
                contents.Add(HostedContents.Code(item, text, id));
                contents.Add(HostedContents.CodeResult(item, text, raw, id));
                break;
            case ItemType.McpCall:
                HostedContents.AddMcp(contents, item, text, raw, id);
                break;
            case ItemType.McpApprovalRequest:
                contents.Add(new ToolApprovalRequestContent(id, HostedContents.McpCall(item, id)) { RawRepresentation = raw });
                break;
            case ItemType.FileSearchCall:
                contents.Add(new ToolCallContent(id));
                contents.Add(new ToolResultContent(id) { RawRepresentation = raw });
                break;
            case ItemType.ComputerCall:
                contents.Add(new ToolCallContent(item.CallId ?? id) { RawRepresentation = raw });
                break;
            default:
                contents.Add(new AIContent { RawRepresentation = raw });
                break;
        }
    }

    /// <summary>Adds the parts of a message.</summary>
    public static void AddMessage(List<AIContent> contents, in ItemFields item)
    {
        for (var i = 0; i < item.Parts?.Count; i++)
        {
            var part = item.Parts[i];
            if (item.Phase is { } phase && part is TextContent)
            {
                (part.AdditionalProperties ??= [])[PhaseKey] = phase;
            }

            contents.Add(part);
        }
    }

    /// <summary>The length of a string in JSON; 0 for anything else. Nearly always no string is made for it.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text, Range range)
    {
        var reader = JsonRead.Start(text[range]);
        return reader.TokenType != JsonTokenType.String ? 0
            : reader.ValueIsEscaped ? JsonRead.Text(ref reader)!.Length
            : Encoding.UTF8.GetCharCount(reader.ValueSpan);
    }

    /// <summary>The text of a string in JSON; null for anything else.</summary>
    public static string? TextAt(ReadOnlySpan<byte> text, Range range)
    {
        if (range.Equals(default))
        {
            return null;
        }

        var reader = JsonRead.Start(text[range]);
        return reader.TokenType == JsonTokenType.StartObject ? Encoding.UTF8.GetString(text[range]) : JsonRead.Text(ref reader);
    }

    // In a conversation that was stored as JSON, a text comes back as JSON.
    private static string? WordIn(AIContent content, string key) =>
        content.AdditionalProperties?.TryGetValue(key, out var value) is true
            ? value switch
            {
                string { Length: > 0 } text => text,
                JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
                _ => null,
            }
            : null;
}
