using System.Text;
using System.Text.Json;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>The kinds of events of a streamed response that say something to a caller.</summary>
internal enum EventType
{
    Other,
    OutputTextDelta,
    OutputTextDone,
    RefusalDelta,
    RefusalDone,
    ReasoningSummaryTextDelta,
    ReasoningSummaryTextDone,
    ReasoningTextDelta,
    ReasoningTextDone,
    ArgumentsDelta,
    ArgumentsDone,
    ContentPartDone,
    OutputItemAdded,
    OutputItemDone,
    AnnotationAdded,
    Created,
    InProgress,
    Completed,
    Incomplete,
    Failed,
    Error,
    CodeDelta,
    PartialImage,
}

/// <summary>Their names in the API (platform.openai.com/docs/api-reference/responses-streaming).</summary>
internal static class EventTypes
{
    private static readonly (byte[] Name, EventType Type)[] Known = Table(
    [
        ("response.output_text.delta", EventType.OutputTextDelta),
        ("response.reasoning_summary_text.delta", EventType.ReasoningSummaryTextDelta),
        ("response.reasoning_text.delta", EventType.ReasoningTextDelta),
        ("response.function_call_arguments.delta", EventType.ArgumentsDelta),
        ("response.custom_tool_call_input.delta", EventType.ArgumentsDelta),
        ("response.output_item.added", EventType.OutputItemAdded),
        ("response.output_item.done", EventType.OutputItemDone),
        ("response.created", EventType.Created),
        ("response.in_progress", EventType.InProgress),
        ("response.queued", EventType.InProgress),
        ("response.completed", EventType.Completed),
        ("response.done", EventType.Completed),
        ("response.incomplete", EventType.Incomplete),
        ("response.failed", EventType.Failed),
        ("response.cancelled", EventType.Failed),
        ("error", EventType.Error),
        ("response.error", EventType.Error),
        ("response.output_text.done", EventType.OutputTextDone),
        ("response.refusal.delta", EventType.RefusalDelta),
        ("response.refusal.done", EventType.RefusalDone),
        ("response.reasoning_summary_text.done", EventType.ReasoningSummaryTextDone),
        ("response.reasoning_text.done", EventType.ReasoningTextDone),
        ("response.function_call_arguments.done", EventType.ArgumentsDone),
        ("response.custom_tool_call_input.done", EventType.ArgumentsDone),
        ("response.content_part.done", EventType.ContentPartDone),
        ("response.output_text.annotation.added", EventType.AnnotationAdded),
        ("response.code_interpreter_call_code.delta", EventType.CodeDelta),
        ("response.code_interpreter_call.code.delta", EventType.CodeDelta),
        ("response.image_generation_call.partial_image", EventType.PartialImage),
    ]);

    /// <summary>
    /// The kind of the event at which the reader is. Its <c>type</c> says so; the name of the server-sent event, which some gateways leave
    /// out or set to <c>message</c>, only where there is no type.
    /// </summary>
    public static EventType Find(Utf8JsonReader reader, ReadOnlySpan<byte> eventName)
    {
        var isError = false;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (JsonRead.Next(ref reader))
            {
                if (reader.ValueTextEquals("type"u8))
                {
                    reader.Read();
                    if (reader.TokenType == JsonTokenType.String)
                    {
                        return Find(reader.ValueSpan);
                    }
                }
                else if (reader.ValueTextEquals("error"u8))
                {
                    reader.Read();
                    isError |= reader.TokenType != JsonTokenType.Null;
                }

                JsonRead.Skip(ref reader);
            }
        }

        return isError ? EventType.Error : Find(eventName);
    }

    private static EventType Find(ReadOnlySpan<byte> name)
    {
        foreach (var (known, type) in Known)
        {
            if (name.SequenceEqual(known))
            {
                return type;
            }
        }

        return EventType.Other;
    }

    private static (byte[] Name, EventType Type)[] Table(ReadOnlySpan<(string Name, EventType Type)> names)
    {
        var table = new (byte[], EventType)[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            table[i] = (Encoding.UTF8.GetBytes(names[i].Name), names[i].Type);
        }

        return table;
    }
}
