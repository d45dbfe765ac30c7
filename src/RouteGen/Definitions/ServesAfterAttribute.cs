using System.ComponentModel;

namespace RouteGen;

/// <summary>
/// States on a member of a generated enum that another target fails first when this one serves, and how, where that is not simply
/// all that stand before it in the chain: one attribute for each target that fails, in the order in which they are asked. So
/// tools find the way without running anything.
/// </summary>
/// <param name="target">The name of the member whose target fails.</param>
/// <param name="fault">How it fails.</param>
[AttributeUsage(AttributeTargets.Field, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ServesAfterAttribute(string target, Fault fault) : Attribute
{
    /// <summary>The name of the member whose target fails.</summary>
    public string Target { get; } = target;

    /// <summary>How it fails.</summary>
    public Fault Fault { get; } = fault;
}
