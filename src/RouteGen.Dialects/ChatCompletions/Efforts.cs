using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Vendors;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>Says how much a model is to think, in its vendor's words.</summary>
internal static class Efforts
{
    public static void Write(Utf8JsonWriter json, ChatVendor vendor, ReasoningOptions? reasoning, DroppedOptions dropped)
    {
        if (reasoning is null)
        {
            return;
        }

        if (reasoning.Output is not null)
        {
            // The protocol has no say in how much of the thought is shown.
            dropped.Add("reasoning.output");
        }

        if (reasoning.Effort is { } effort)
        {
            Write(json, vendor, effort);
        }
    }

    private static void Write(Utf8JsonWriter json, ChatVendor vendor, ReasoningEffort effort)
    {
        switch (vendor.Effort)
        {
            case EffortForm.EffortOrDisabled when effort == ReasoningEffort.None:
                json.WriteStartObject("thinking"u8);
                json.WriteString("type"u8, "disabled"u8);
                json.WriteEndObject();
                break;
            case EffortForm.EffortOrNotEnabled when effort == ReasoningEffort.None:
                json.WriteStartObject("reasoning"u8);
                json.WriteBoolean("enabled"u8, false);
                json.WriteEndObject();
                break;
            case EffortForm.NoneOrHigh:
                json.WriteString("reasoning_effort"u8, effort == ReasoningEffort.None ? "none"u8 : "high"u8);
                break;
            case EffortForm.AtLeastMinimal when effort == ReasoningEffort.None:
                json.WriteString("reasoning_effort"u8, "minimal"u8);
                break;
            case EffortForm.Template:
                json.WriteStartObject("chat_template_kwargs"u8);
                if (effort == ReasoningEffort.None)
                {
                    json.WriteBoolean("enable_thinking"u8, false);
                }
                else
                {
                    json.WriteString("reasoning_effort"u8, Word(vendor, effort));
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteString("reasoning_effort"u8, Word(vendor, effort));
                break;
        }
    }

    private static ReadOnlySpan<byte> Word(ChatVendor vendor, ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => "none"u8,
        ReasoningEffort.Low => "low"u8,
        ReasoningEffort.Medium => "medium"u8,
        ReasoningEffort.ExtraHigh when vendor.TakesExtraHighEffort => "xhigh"u8,
        _ => "high"u8,
    };
}
