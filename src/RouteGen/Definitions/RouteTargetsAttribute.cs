using System.ComponentModel;

namespace RouteGen;

/// <summary>
/// Marks a generated enum of the targets that can serve a route. A <c>switch</c> over all its members is exhaustive: the package suppresses
/// CS8524 (an unnamed value) there, and leaves CS8509 (a missing target).
/// </summary>
[AttributeUsage(AttributeTargets.Enum)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RouteTargetsAttribute : Attribute;
