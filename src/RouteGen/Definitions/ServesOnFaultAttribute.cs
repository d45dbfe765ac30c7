using System.ComponentModel;

namespace RouteGen;

/// <summary>
/// States on a member of a generated enum that only a fault leads to the target, so that tools find, without
/// running anything, how it comes to serve.
/// </summary>
/// <param name="fault">The fault.</param>
/// <param name="after">The name of the member whose target ends with it.</param>
[AttributeUsage(AttributeTargets.Field)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ServesOnFaultAttribute(Fault fault, string after) : Attribute
{
    /// <summary>The fault.</summary>
    public Fault Fault { get; } = fault;

    /// <summary>The name of the member whose target ends with it.</summary>
    public string After { get; } = after;
}
