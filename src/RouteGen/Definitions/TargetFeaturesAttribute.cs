using System.ComponentModel;

namespace RouteGen;

/// <summary>
/// States on a member of a generated enum what the target can do, so that a call which needs more is found while it is written.
/// Absent where the table does not say; then nothing is ruled out.
/// </summary>
/// <param name="features">The features that are not ruled out.</param>
[AttributeUsage(AttributeTargets.Field)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TargetFeaturesAttribute(ModelFeatures features) : Attribute
{
    /// <summary>The features that are not ruled out.</summary>
    public ModelFeatures Features { get; } = features;
}
