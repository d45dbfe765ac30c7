using RouteGen.Costs;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Generators.Projection;

/// <summary>All that the sources of one table are made of.</summary>
/// <remarks>
/// The equality contract that caching stands on: strings, numbers and the value-equal <see cref="RouteTable"/>. No positions, no paths, no
/// Roslyn type, so that equal values give equal sources on every machine.
/// </remarks>
internal sealed record TableSource
{
    /// <summary>What the names of the table's files begin with; no two tables share it, whatever their case.</summary>
    public required string FileName { get; init; }

    /// <summary>The namespace of the generated types; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>What the file says.</summary>
    public required RouteTable Table { get; init; }

    /// <summary>
    /// For each provider the adapter's type, or empty where the application makes the client or no package serves the kind.
    /// </summary>
    public required EquatableArray<string> Adapters { get; init; }

    /// <summary>Whether the file has blocking problems: then names are all that can be emitted.</summary>
    public required bool IsBroken { get; init; }

    /// <summary>The same without the rates, but for the fact that they are stated: what a change of price leaves equal.</summary>
    public TableSource WithoutPrices() => this with
    {
        Table = Table with
        {
            Providers = Table.Providers.Select(provider => provider with { PriceFactor = 1 }).ToEquatableArray(),
            Models = Table.Models.Select(model => model.Price is null ? model : model with { Price = Stated }).ToEquatableArray(),
        },
    };

    private static readonly ModelPrice Stated = new(new PriceSheet(), null, null);
}
