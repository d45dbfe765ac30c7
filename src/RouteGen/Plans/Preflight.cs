using RouteGen.Definitions;

namespace RouteGen.Plans;

/// <summary>Decides, before anything is sent, which targets cannot serve a request.</summary>
internal static class Preflight
{
    /// <summary>Why a target cannot serve the request; null when it can, as far as the table knows.</summary>
    public static SkipReason? Check(CallRequest call, PlanEntry entry)
    {
        if ((entry.Slot.Refusal ?? entry.Slot.Keys.Refusal) is { } refusal)
        {
            return refusal;
        }

        // What the route states, and what the request shows.
        if (entry.Target.FindLacking(call.Definition.Requires | call.Facts.Needs) != ModelFeatures.None)
        {
            return SkipReason.MissingFeature;
        }

        if (!Fits(call, entry))
        {
            return SkipReason.WindowTooSmall;
        }

        return call.Definition.Strict && AttemptEdits.Unsupported(call, entry) != RequestParameters.None
            ? SkipReason.UnsupportedOption
            : null;
    }

    /// <summary>The input that a model takes at most; null when the table does not say.</summary>
    public static int? Window(ModelDefinition model) => model.MaxInput ?? model.ContextWindow;

    /// <summary>Whether a request fits. Output counts as far as it is asked for: what a model could write at most is not.</summary>
    private static bool Fits(CallRequest call, PlanEntry entry)
    {
        var model = entry.Model;
        ref readonly var facts = ref call.Facts;
        return facts.IsVectors
            ? facts.LargestInput <= (Window(model) ?? long.MaxValue)
            : (model.MaxInput is not { } input || facts.LargestInput <= input)
                && (model.ContextWindow is not { } window
                    || facts.LargestInput + (OutputLimits.AskedFor(entry, call.Definition, facts.MaxOutput) ?? 0) <= window);
    }
}
