using RouteGen.Definitions;

namespace RouteGen.Plans;

/// <summary>What the table says about faults at one target of a route, its own word before the route's.</summary>
internal sealed class FaultRules
{
    private static readonly int Faults = Enum.GetValues<Fault>().Length;

    private readonly OnFaultDefinition?[] _rules = new OnFaultDefinition?[Faults];

    private FaultRules(RouteDefinition route, ChainEntryDefinition entry)
    {
        foreach (var rule in route.On.Concat(entry.On))
        {
            _rules[(int)rule.Fault] = rule;
        }
    }

    /// <summary>Null where the table says nothing, so that a plain route has nothing to look up.</summary>
    public static FaultRules? For(RouteDefinition route, ChainEntryDefinition entry) =>
        route.On.Count + entry.On.Count == 0 ? null : new FaultRules(route, entry);

    /// <summary>What the table says of a fault; null leaves it to the default.</summary>
    public OnFaultDefinition? RuleFor(Fault fault) => _rules[(int)fault];
}
