using RouteGen.Faults;

namespace RouteGen.Chains;

/// <summary>What a route says about its places: each is a target that can serve it, numbered in the order of the route's enum.</summary>
internal interface IChainRules
{
    /// <summary>What follows from a fault at a place: the table's own word, else the fault's default.</summary>
    FaultAction ActionAt(int place, Fault fault);

    /// <summary>The places to go to instead of the rest, where <see cref="ActionAt"/> is <see cref="FaultAction.Elsewhere"/>.</summary>
    int[] NamedAt(int place, Fault fault);

    /// <summary>The window of a place's model in tokens; null where the table states none.</summary>
    long? WindowAt(int place);
}
