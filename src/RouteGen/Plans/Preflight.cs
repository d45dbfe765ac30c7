using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Wire;

namespace RouteGen.Plans;

/// <summary>Decides, before anything is sent, which targets cannot serve a request.</summary>
internal static class Preflight
{
    /// <summary>The features that a call cannot do without: what the route states, and what the request shows.</summary>
    public static ModelFeatures NeededBy(CallRequest call)
    {
        var needed = call.Definition.Requires | (call.Streamed ? ModelFeatures.Streaming : ModelFeatures.None);
        if (call.Options is { } options)
        {
            needed |= options.Tools is { Count: > 0 } ? ModelFeatures.Tools : 0;
            needed |= options.ResponseFormat is ChatResponseFormatJson { Schema: not null } ? ModelFeatures.JsonSchema : 0;
        }

        for (var i = 0; i < call.Messages.Count; i++)
        {
            var contents = call.Messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                needed |= NeededBy(contents[j]);
            }
        }

        return needed;
    }

    /// <summary>Why a target cannot serve the request; null when it can, as far as the table knows.</summary>
    public static SkipReason? Check(CallRequest call, PlanEntry entry, ModelFeatures needed)
    {
        if (entry.Slot.Refusal is { } refusal)
        {
            return refusal;
        }

        if (entry.Model.Features is { } features && (needed & ~features) != 0)
        {
            return SkipReason.MissingFeature;
        }

        if (!Fits(call, entry))
        {
            return SkipReason.WindowTooSmall;
        }

        return call.Definition.Strict && OptionsAdapter.Unsupported(entry, call.Options) != RequestParameters.None
            ? SkipReason.UnsupportedOption
            : null;
    }

    /// <summary>The input that a model takes at most; null when the table does not say.</summary>
    public static int? Window(ModelDefinition model) => model.MaxInput ?? model.ContextWindow;

    /// <summary>Whether a request fits. Output counts as far as it is asked for: what a model could write at most is not.</summary>
    private static bool Fits(CallRequest call, PlanEntry entry)
    {
        var model = entry.Model;
        if (call.Options is EmbeddingRequest embedding)
        {
            // Texts are read one by one, however many a request holds.
            return embedding.LargestInput <= (Window(model) ?? long.MaxValue);
        }

        return (model.MaxInput is not { } input || call.EstimatedInput <= input)
            && (model.ContextWindow is not { } window
                || call.EstimatedInput + (OptionsAdapter.OutputAskedFor(entry, call.Definition, call.Options) ?? 0) <= window);
    }

    private static ModelFeatures NeededBy(AIContent content) => content switch
    {
        DataContent data => MediaFeatures.FromMediaType(data.MediaType),
        UriContent uri => MediaFeatures.FromMediaType(uri.MediaType),
        HostedFileContent => ModelFeatures.Files,
        _ => ModelFeatures.None,
    };
}
