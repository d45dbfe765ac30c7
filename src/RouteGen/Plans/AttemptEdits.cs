using RouteGen.Definitions;
using RouteGen.Wire;

namespace RouteGen.Plans;

/// <summary>Decides what an attempt changes of the caller's request, so that its target can take it and the table's limits hold.</summary>
internal static class AttemptEdits
{
    /// <summary>What an attempt changes of a request in which the caller says nothing of output and preferences.</summary>
    public static RequestEdits Create(PlanEntry entry, RouteDefinition route, bool keepsConversation) => new()
    {
        Target = entry.Target.Name,
        Model = entry.Target.Deployment,
        MaxOutput = OutputLimits.AskedFor(entry, route, null),
        Temperature = Takes(entry, RequestParameters.Temperature) ? entry.Definition.Temperature : null,
        TopP = Takes(entry, RequestParameters.TopP) ? entry.Definition.TopP : null,
        Effort = Takes(entry, RequestParameters.ReasoningEffort) ? entry.Definition.ReasoningEffort : null,
        Tier = entry.Target.ServiceTier,
        Dimensions = entry.Definition.Target.Dimensions,
        ModelDimensions = entry.Definition.Target.Model.Dimensions,
        KeepsConversation = keepsConversation,
    };

    /// <summary>Whether the model takes an option: what the chain states of it is held to that, as what a caller states is.</summary>
    private static bool Takes(PlanEntry entry, RequestParameters parameter) =>
        (entry.Model.Unsupported & parameter) == RequestParameters.None;

    public static RequestEdits For(CallRequest call, PlanEntry entry) =>
        call.Facts is { MaxOutput: null, Sets: RequestParameters.None }
            ? entry.Edits
            : entry.Edits with
            {
                MaxOutput = OutputLimits.AskedFor(entry, call.Definition, call.Facts.MaxOutput),
                Drop = Unsupported(call, entry),
            };

    /// <summary>Preferences that the request sets and the model does not take.</summary>
    public static RequestParameters Unsupported(CallRequest call, PlanEntry entry) => call.Facts.Sets & entry.Model.Unsupported;
}
