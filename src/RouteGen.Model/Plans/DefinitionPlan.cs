using RouteGen.Costs;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Plans;

/// <summary>
/// What follows from a table and is not in its text: the generator writes it into code, and what reads tables at run time takes it from
/// here too, so that both make the same definition.
/// </summary>
/// <param name="table">A table without blocking problems.</param>
public sealed class DefinitionPlan(RouteTable table)
{
    /// <summary>The table.</summary>
    public RouteTable Table { get; } = table;

    /// <summary>A hash of all that the table says, prices included.</summary>
    public string Hash => StableHash.Compute(Table);

    /// <summary>The name under which records keep the rates of a model.</summary>
    public static string PriceId(ModelEntry model, PriceSheet sheet) => StableHash.PriceId(model.Name, sheet);

    /// <summary>By what a target's prices are multiplied.</summary>
    public decimal FactorOf(TargetEntry target) =>
        TargetPrice.Factor(Table.ModelNamed(target.Model), Table.ProviderNamed(target.Provider));

    /// <summary>What a call of a route can come to at worst.</summary>
    public WorstCase WorstCaseOf(RouteEntry route) => WorstCase.Compute(Table, route);

    /// <summary>Whether an adapter has to speak responses to serve all that the table asks of a provider.</summary>
    public bool SpeaksResponses(ProviderEntry provider) => provider.Api == ProviderApi.Responses
        || Table.HasTargetOver(ProviderApi.Responses, provider.Name);
}
