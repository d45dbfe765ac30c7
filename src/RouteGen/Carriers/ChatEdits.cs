using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>Applies the edits of one attempt to chat options: the caller's, on a clone.</summary>
internal static class ChatEdits
{
    public static ChatOptions Apply(in RequestEdits edits, ChatOptions? options)
    {
        var edited = options?.Clone() ?? new ChatOptions();
        edited.ModelId = edits.Model;
        CaptureWish.Remove(edited.AdditionalProperties);
        edited.MaxOutputTokens = edits.MaxOutput;
        edited.Temperature ??= edits.Temperature;
        edited.TopP ??= edits.TopP;
        if (edits.Effort is { } effort && edited.Reasoning?.Effort is null)
        {
            (edited.Reasoning ??= new ReasoningOptions()).Effort = Enum.Parse<ReasoningEffort>(effort, ignoreCase: true);
        }

        if (edits.Tier is { } tier)
        {
            // Clones share the dictionary's values and not the dictionary.
            (edited.AdditionalProperties ??= [])[WireFacts.RequestedServiceTierKey] = ServiceTierReading.WordFor(tier);
        }

        Drop(edited, edits.Drop);
        return edited;
    }

    /// <summary>The preferences that options set.</summary>
    public static RequestParameters SetBy(ChatOptions options)
    {
        var set = RequestParameters.None;
        set |= options.Temperature is null ? 0 : RequestParameters.Temperature;
        set |= options.TopP is null ? 0 : RequestParameters.TopP;
        set |= options.TopK is null ? 0 : RequestParameters.TopK;
        set |= options.FrequencyPenalty is null ? 0 : RequestParameters.FrequencyPenalty;
        set |= options.PresencePenalty is null ? 0 : RequestParameters.PresencePenalty;
        set |= options.Seed is null ? 0 : RequestParameters.Seed;
        set |= options.StopSequences is { Count: > 0 } ? RequestParameters.StopSequences : 0;
        set |= options.Reasoning?.Effort is null ? 0 : RequestParameters.ReasoningEffort;
        return set;
    }

    /// <summary>What of options a span shows.</summary>
    public static SentRequest Sent(ChatOptions options) => new(options.MaxOutputTokens, options.Temperature, null);

    private static void Drop(ChatOptions options, RequestParameters dropped)
    {
        if (dropped == RequestParameters.None)
        {
            return;
        }

        options.Temperature = dropped.HasFlag(RequestParameters.Temperature) ? null : options.Temperature;
        options.TopP = dropped.HasFlag(RequestParameters.TopP) ? null : options.TopP;
        options.TopK = dropped.HasFlag(RequestParameters.TopK) ? null : options.TopK;
        options.FrequencyPenalty = dropped.HasFlag(RequestParameters.FrequencyPenalty) ? null : options.FrequencyPenalty;
        options.PresencePenalty = dropped.HasFlag(RequestParameters.PresencePenalty) ? null : options.PresencePenalty;
        options.Seed = dropped.HasFlag(RequestParameters.Seed) ? null : options.Seed;
        options.StopSequences = dropped.HasFlag(RequestParameters.StopSequences) ? null : options.StopSequences;
        if (dropped.HasFlag(RequestParameters.ReasoningEffort) && options.Reasoning is { } reasoning)
        {
            reasoning.Effort = null;
        }
    }
}
