using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>Reads how much is to be thought, and the form of the answer.</summary>
internal static class AskedThinking
{
    /// <summary>Reads <c>thinking</c>.</summary>
    public static void Read(ref Utf8JsonReader reader, RequestReading reading, ChatOptions options)
    {
        if (!reading.Object(ref reader, "thinking"))
        {
            return;
        }

        string? type = null;
        string? display = null;
        long? budget = null;
        reading.Path.Enter("thinking");
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = reading.Text(ref reader, "type");
            }
            else if (reader.ValueTextEquals("budget_tokens"u8))
            {
                reader.Read();
                budget = reading.Integer(ref reader, "budget_tokens", 1);
            }
            else if (reader.ValueTextEquals("display"u8))
            {
                reader.Read();
                display = reading.Text(ref reader, "display");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        if (type is not ("enabled" or "disabled" or "adaptive"))
        {
            reading.Refuse("type", "is none of 'enabled', 'adaptive' and 'disabled'.", "invalid_value");
        }

        reading.Path.Leave();
        var reasoning = options.Reasoning ??= new();
        reasoning.Output = display switch { "omitted" => ReasoningOutput.None, "summarized" => ReasoningOutput.Summary, _ => null };
        reasoning.Effort = type == "disabled" ? ReasoningEffort.None : reasoning.Effort ?? EffortOf(budget);
    }

    /// <summary>Reads <c>output_config</c>.</summary>
    public static void ReadOutput(ref Utf8JsonReader reader, RequestReading reading, ChatOptions options)
    {
        if (!reading.Object(ref reader, "output_config"))
        {
            return;
        }

        reading.Path.Enter("output_config");
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("effort"u8))
            {
                reader.Read();
                ReadEffort(reading.Text(ref reader, "effort"), reading, options);
            }
            else if (reader.ValueTextEquals("format"u8))
            {
                reader.Read();
                ReadFormat(ref reader, reading, "format", options);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        reading.Path.Leave();
    }

    /// <summary>Reads the form of the answer, which stood in <c>output_format</c> before.</summary>
    public static void ReadFormat(ref Utf8JsonReader reader, RequestReading reading, string name, ChatOptions options)
    {
        if (!reading.Object(ref reader, name))
        {
            return;
        }

        reading.Path.Enter(name);
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("schema"u8))
            {
                reader.Read();
                options.ResponseFormat = reading.Element(ref reader, "schema") is { } schema
                    ? ChatResponseFormat.ForJsonSchema(schema)
                    : null;
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        reading.Path.Leave();
    }

    private static void ReadEffort(string? word, RequestReading reading, ChatOptions options)
    {
        ReasoningEffort? effort = word switch
        {
            "low" => ReasoningEffort.Low,
            "medium" => ReasoningEffort.Medium,
            "high" => ReasoningEffort.High,
            "xhigh" or "max" => ReasoningEffort.ExtraHigh,
            _ => null,
        };
        if (effort is null && word is not null)
        {
            reading.Refuse("effort", "is none of 'low', 'medium', 'high', 'xhigh' and 'max'.", "invalid_value");
        }
        else if (options.Reasoning?.Effort != ReasoningEffort.None)
        {
            (options.Reasoning ??= new()).Effort = effort ?? options.Reasoning.Effort;
        }
    }

    // The budgets that stand for efforts in the other direction are the most of each.
    private static ReasoningEffort? EffortOf(long? budget) => budget switch
    {
        null => null,
        <= 4096 => ReasoningEffort.Low,
        <= 8192 => ReasoningEffort.Medium,
        <= 16384 => ReasoningEffort.High,
        _ => ReasoningEffort.ExtraHigh,
    };
}
