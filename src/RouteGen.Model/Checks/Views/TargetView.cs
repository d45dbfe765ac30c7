using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Views;

/// <summary>A target with its model and its provider.</summary>
internal sealed class TargetView(TargetEntry entry, ModelEntry model, ProviderEntry provider)
{
    public string Name => entry.Name;

    public TargetEntry Entry => entry;

    public ModelEntry Model => model;

    public ProviderEntry Provider => provider;

    /// <summary>The length of the vectors that it gives; null when the file does not say.</summary>
    public int? Dimensions => entry.Dimensions ?? model.Dimensions;

    public Owner Owner => new(EntrySection.Targets, Name);

    /// <summary>What an outage takes together with this target: two providers that stand at one address are one.</summary>
    public string FailureDomain { get; } = Whereabout.DomainOf(provider);

    /// <summary>
    /// Whether it can do all of it, as far as the file says; a model of unknown features is ruled out by nothing but what the target lacks.
    /// </summary>
    public bool Has(ModelFeatures features) => (features & (entry.Lacks | ~(model.Features ?? features))) == 0;

    /// <summary>What the file says that it can do; nothing where the file does not say.</summary>
    public ModelFeatures StatedFeatures => (model.Features ?? ModelFeatures.None) & ~entry.Lacks;

    /// <summary>
    /// Tokens of input that it takes beside so many of output; null when the file does not say. It is
    /// what the runtime's preflight compares with.
    /// </summary>
    public int? InputCapacity(int? outputTokens)
    {
        var output = Math.Min(outputTokens ?? 0, model.MaxOutput ?? int.MaxValue);
        var beside = model.ContextWindow is { } window ? Math.Max(0, window - output) : (int?)null;
        return model.MaxInput is null || beside < model.MaxInput ? beside : model.MaxInput;
    }
}
