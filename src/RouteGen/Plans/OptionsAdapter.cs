using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Wire;

namespace RouteGen.Plans;

/// <summary>Makes the options of one attempt: the caller's, on a clone, as the target can take them.</summary>
internal static class OptionsAdapter
{
    /// <summary>Preferences that the request sets and the model does not take.</summary>
    public static RequestParameters Unsupported(PlanEntry entry, ChatOptions? options) =>
        options is null ? RequestParameters.None : SetBy(options) & entry.Model.Unsupported;

    /// <summary>
    /// The output tokens that an attempt may ask for; null when neither caller, route, chain entry nor model bounds them.
    /// </summary>
    public static int? OutputAllowance(PlanEntry entry, RouteDefinition route, ChatOptions? options)
    {
        // The caller may ask for less than the route allows, never for more.
        var allowance = Min(options?.MaxOutputTokens, route.OutputTokenLimit);
        return Min(Min(allowance, entry.Definition.MaxOutputTokens), entry.Model.MaxOutput);
    }

    /// <summary>
    /// The output tokens that an attempt asks for; null when neither caller, route nor chain entry says, and the
    /// model's own bound is left to the provider.
    /// </summary>
    public static int? OutputAskedFor(PlanEntry entry, RouteDefinition route, ChatOptions? options) =>
        options?.MaxOutputTokens is null && route.OutputTokenLimit is null && entry.Definition.MaxOutputTokens is null
            ? null
            : OutputAllowance(entry, route, options);

    public static ChatOptions Adapt(PlanEntry entry, RouteDefinition route, ChatOptions? options, out RequestParameters dropped)
    {
        dropped = Unsupported(entry, options);
        var adapted = options?.Clone() ?? new ChatOptions();
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

    private static RequestParameters SetBy(ChatOptions options)
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

    private static int? Min(int? left, int? right) => left is null ? right : right is null ? left : Math.Min(left.Value, right.Value);
}
