using System.ComponentModel;

namespace RouteGen;

/// <summary>
/// States on a member of a generated enum that the target's provider is a gateway, so that tools find, without running anything, which
/// targets are a route's direct escape hatches.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BehindGatewayAttribute : Attribute;
