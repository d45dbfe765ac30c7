using RouteGen.Model.Values;

namespace RouteGen.Model.Tables;

/// <summary>What a route, or an entry of its chain, does about a fault instead of the default.</summary>
public sealed record OnFault
{
    /// <summary>The fault.</summary>
    public required Fault Fault { get; init; }

    /// <summary>What follows from it.</summary>
    public OnFaultAction Action { get; init; }

    /// <summary>The targets to ask in turn, where <see cref="Action"/> is <see cref="OnFaultAction.Targets"/>.</summary>
    public EquatableArray<string> Targets { get; init; }
}
