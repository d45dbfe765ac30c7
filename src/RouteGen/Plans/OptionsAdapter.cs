using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Wire;

namespace RouteGen.Plans;

/// <summary>Makes the options of one attempt: the caller's, on a clone, as the target can take them.</summary>
internal static class OptionsAdapter
{
    /// <summary>Preferences that the request sets and the model does not take.</summary>
    public static RequestOptions Unsupported(PlanEntry entry, ChatOptions? options) => options is null ? RequestOptions.None : SetBy(options) & entry.Model.Unsupported;

    /// <summary>The output tokens that an attempt may ask for; null when neither caller, route, chain entry nor model bounds them.</summary>
    public static int? OutputAllowance(PlanEntry entry, RouteDefinition route, ChatOptions? options)
    {
        // The caller may ask for less than the route allows, never for more.
        var allowance = Min(options?.MaxOutputTokens, route.OutputTokenLimit);
        return Min(Min(allowance, entry.Definition.MaxOutputTokens), entry.Model.MaxOutput);
    }

    /// <summary>The output tokens that an attempt asks for; null when neither caller, route nor chain entry says, and the model's own bound is left to the provider.</summary>
    public static int? OutputAskedFor(PlanEntry entry, RouteDefinition route, ChatOptions? options) =>
        options?.MaxOutputTokens is null && route.OutputTokenLimit is null && entry.Definition.MaxOutputTokens is null ? null : OutputAllowance(entry, route, options);

    public static ChatOptions Adapt(PlanEntry entry, RouteDefinition route, ChatOptions? options, out RequestOptions dropped)
    {
        dropped = Unsupported(entry, options);
        ChatOptions adapted = options?.Clone() ?? new ChatOptions();
        adapted.ModelId = entry.Target.Deployment;
        adapted.MaxOutputTokens = OutputAskedFor(entry, route, options);
        adapted.Temperature ??= entry.Definition.Temperature;
        adapted.TopP ??= entry.Definition.TopP;
        if (entry.Definition.ReasoningEffort is { } effort && adapted.Reasoning?.Effort is null)
        {
            (adapted.Reasoning ??= new ReasoningOptions()).Effort = Enum.Parse<ReasoningEffort>(effort, ignoreCase: true);
        }

        if (entry.Target.ServiceTier is { } tier)
        {
            // The table's word stands: its worst case counts on it. Clones share the dictionary's values and not the dictionary.
            (adapted.AdditionalProperties ??= [])[WireFacts.RequestedServiceTierKey] = ServiceTierReading.WordFor(tier);
        }

        Drop(adapted, dropped);
        return adapted;
    }

    private static RequestOptions SetBy(ChatOptions options)
    {
        RequestOptions set = RequestOptions.None;
        set |= options.Temperature is null ? 0 : RequestOptions.Temperature;
        set |= options.TopP is null ? 0 : RequestOptions.TopP;
        set |= options.TopK is null ? 0 : RequestOptions.TopK;
        set |= options.FrequencyPenalty is null ? 0 : RequestOptions.FrequencyPenalty;
        set |= options.PresencePenalty is null ? 0 : RequestOptions.PresencePenalty;
        set |= options.Seed is null ? 0 : RequestOptions.Seed;
        set |= options.StopSequences is { Count: > 0 } ? RequestOptions.StopSequences : 0;
        set |= options.Reasoning?.Effort is null ? 0 : RequestOptions.ReasoningEffort;
        return set;
    }

    private static void Drop(ChatOptions options, RequestOptions dropped)
    {
        if (dropped == RequestOptions.None)
        {
            return;
        }

        options.Temperature = dropped.HasFlag(RequestOptions.Temperature) ? null : options.Temperature;
        options.TopP = dropped.HasFlag(RequestOptions.TopP) ? null : options.TopP;
        options.TopK = dropped.HasFlag(RequestOptions.TopK) ? null : options.TopK;
        options.FrequencyPenalty = dropped.HasFlag(RequestOptions.FrequencyPenalty) ? null : options.FrequencyPenalty;
        options.PresencePenalty = dropped.HasFlag(RequestOptions.PresencePenalty) ? null : options.PresencePenalty;
        options.Seed = dropped.HasFlag(RequestOptions.Seed) ? null : options.Seed;
        options.StopSequences = dropped.HasFlag(RequestOptions.StopSequences) ? null : options.StopSequences;
        if (dropped.HasFlag(RequestOptions.ReasoningEffort) && options.Reasoning is { } reasoning)
        {
            reasoning.Effort = null;
        }
    }

    private static int? Min(int? left, int? right) => left is null ? right : right is null ? left : Math.Min(left.Value, right.Value);
}
