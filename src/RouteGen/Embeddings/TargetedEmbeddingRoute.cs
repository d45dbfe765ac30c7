using System.ComponentModel;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Routing;

namespace RouteGen;

/// <summary>A route to embedding models: the base of routes that are embedding generators, and of those that become one on behalf of a caller.</summary>
/// <typeparam name="TTarget">The generated enum of the targets that can serve the route: the index in the chain plus one.</typeparam>
public abstract class TargetedEmbeddingRoute<TTarget> : TargetedRoute<TTarget>
    where TTarget : struct, Enum
{
    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TargetedEmbeddingRoute(RouteTableRuntime runtime, RouteDefinition definition)
        : base(runtime, definition)
    {
        if (definition.Type != RouteType.Embedding)
        {
            throw new InvalidOperationException($"Route '{definition.Name}' is not of type \"embedding\": the generated code is not from this version of RouteGen.");
        }
    }

    /// <summary>Generated code passes this on to its partial <c>ConfigureOptions</c>: the last word on the options of one attempt.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void RaiseConfigureOptions(TTarget target, EmbeddingGenerationOptions options)
    {
    }

    /// <summary>The length that the table asks a target for; null where it leaves that to the caller, and else to the model.</summary>
    internal int? LengthAskedAt(int index) => EntryAt(index).Target.Dimensions;

    internal override void ConfigureOptions(int index, ChatOptions options)
    {
        var request = (EmbeddingRequest)options;
        request.ModelDimensions = EntryAt(index).Target.Model.Dimensions;
        request.Options.ModelId = options.ModelId;
        request.Options.Dimensions = LengthAskedAt(index) ?? request.Options.Dimensions;
        RaiseConfigureOptions(TargetAt(index), request.Options);
    }

    private ChainEntryDefinition EntryAt(int index) => index < Definition.Chain.Count ? Definition.Chain[index] : Definition.OnTargets[index - Definition.Chain.Count];
}
