using System.ComponentModel;

namespace RouteGen;

/// <summary>
/// Marks a generated enum of the targets that can serve a route. A <c>switch</c> over all its members is exhaustive: the package suppresses
/// CS8524 (an unnamed value) there, and leaves CS8509 (a missing target).
/// </summary>
[AttributeUsage(AttributeTargets.Enum)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RouteTargetsAttribute : Attribute
{
    /// <summary>The output tokens that the route allows a call, its <c>limits.outputTokens</c>; 0 where the table does not say.</summary>
    public int OutputTokens { get; init; }
}
