using RouteGen.Billing;
using RouteGen.Costs;
using RouteGen.Definitions;

namespace RouteGen.Spend;

/// <summary>
/// What lines of spend would have cost at the prices of a table: the same usage, exact. A line is matched by its target where the table is
/// the line's own or the target has the line's model, else by its model, at the same provider first.
/// </summary>
/// <remarks>What is matched once is remembered, so one of these reprices a month. It is not for several threads at once.</remarks>
public sealed class SpendRepricer
{
    private readonly RouteTableDefinition _table;
    private readonly DateTimeOffset? _at;
    private readonly bool _keepStated;
    private readonly Dictionary<(string Table, string Target, string? Provider, string? Model), TargetDefinition?> _targets = [];
    private readonly Dictionary<(string Target, string Reported), ModelDefinition> _served = [];

    /// <summary>Makes one for the prices of a table.</summary>
    /// <param name="table">The table whose prices count, such as <c>SupportRoutes.Definition</c>.</param>
    /// <param name="at">The day whose prices count; null for the day of each call, by which a dated price is chosen.</param>
    /// <param name="keepStated">Whether costs that a provider stated stay; false asks what the table makes of them.</param>
    public SpendRepricer(RouteTableDefinition table, DateTimeOffset? at = null, bool keepStated = false)
    {
        ArgumentNullException.ThrowIfNull(table);
        (_table, _at, _keepStated) = (table, at, keepStated);
    }

    /// <summary>What a line would have cost.</summary>
    public RepricedLine Reprice(SpendLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Attempt == 0 || line is { CostSource: CostSource.Computed, CostUsd: 0m, Usage: null })
        {
            // Not billed at any price.
            return new RepricedLine { Line = line, CostUsd = 0m, CostSource = CostSource.Computed };
        }

        if (_keepStated && line is { CostSource: CostSource.Provider, CostUsd: not null })
        {
            return new RepricedLine { Line = line, CostUsd = line.CostUsd, CostSource = CostSource.Provider };
        }

        return Find(line) is { } target
            ? Price(line, target)
            : new RepricedLine { Line = line, Gap = SpendRepricingGap.ModelUnknown };
    }

    private RepricedLine Price(SpendLine line, TargetDefinition target)
    {
        var at = _at ?? line.StartedAt;
        var tier = line.ServiceTier ?? target.ServiceTier ?? ServiceTier.Standard;
        var price = PriceInForce.At(target, Served(target, line.ResponseModel), null, at);
        var repriced = new RepricedLine { Line = line, Target = target.Name, PriceId = price.Id };
        if (OthersCost.Without(line.Usage ?? line.EstimatedUsage, line.OtherModels) is not { } usage)
        {
            return repriced with { Gap = SpendRepricingGap.UsageUnknown };
        }

        var others = OthersCost.Compute(line.OtherModels, _table, target, price, null, at);
        if (price.Cost(usage, tier) + others.Usd is { } usd)
        {
            var isGuess = line.Usage is null || others.IsGuess;
            return repriced with { CostUsd = usd, CostSource = isGuess ? CostSource.Estimated : CostSource.Computed };
        }

        return price.UpperBound(usage, tier) + others.Usd is { } bound
            ? repriced with { CostUsd = bound, CostSource = CostSource.UpperBound }
            : repriced with { Gap = SpendRepricingGap.PriceUnknown };
    }

    private TargetDefinition? Find(SpendLine line)
    {
        var key = (line.Table, line.Target ?? "", line.Provider, line.Model);
        if (!_targets.TryGetValue(key, out var target))
        {
            _targets[key] = target =
                _table.Targets.FirstOrDefault(
                    t => t.Name == line.Target && (line.Table == _table.Name || t.Model.Name == line.Model))
                ?? _table.Targets.FirstOrDefault(t => t.Model.Name == line.Model && t.Provider.Name == line.Provider)
                ?? _table.Targets.FirstOrDefault(t => t.Model.Name == line.Model);
        }

        return target;
    }

    /// <summary>The model that answered, where the table knows it as another than was asked for.</summary>
    private ModelDefinition Served(TargetDefinition target, string? reported)
    {
        if (reported is null)
        {
            return target.Model;
        }

        if (!_served.TryGetValue((target.Name, reported), out var model))
        {
            _served[(target.Name, reported)] = model = ServedModels.Find(_table, target, reported).Known ?? target.Model;
        }

        return model;
    }
}

/// <summary>A line of spend at other prices.</summary>
public sealed record RepricedLine
{
    /// <summary>The line.</summary>
    public required SpendLine Line { get; init; }

    /// <summary>The target of the other table whose price counts; null where none does.</summary>
    public string? Target { get; init; }

    /// <summary>What it costs there in USD, exact; null where <see cref="Gap"/> says why.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>
    /// Where <see cref="CostUsd"/> comes from: counted or estimated usage, rates that lack one, or what the provider stated.
    /// </summary>
    public CostSource CostSource { get; init; } = CostSource.Unknown;

    /// <summary>Names the rates; null where the table states none.</summary>
    public string? PriceId { get; init; }

    /// <summary>Why it has no cost.</summary>
    public SpendRepricingGap Gap { get; init; }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(RepricedLine), PrintMembers);
}

/// <summary>Why a line has no cost at other prices.</summary>
public enum SpendRepricingGap
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>Its usage is unknown: the provider counted nothing, and nothing was estimated.</summary>
    UsageUnknown,

    /// <summary>The other table has neither its target nor its model.</summary>
    ModelUnknown,

    /// <summary>The other table states no price for its model.</summary>
    PriceUnknown,
}
