using System.Globalization;
using RouteGen.Definitions;
using RouteGen.Model.Tables;

namespace RouteGen.Tests.Chains;

/// <summary>What the generator would write of a table that is drawn: the parts that the properties of chains go by.</summary>
internal static class CompiledTable
{
    public static RouteTableDefinition Of(RouteTable table, IProviderAdapter adapter, params BudgetDefinition[] budgets)
    {
        var models = table.Models.ToDictionary(model => model.Name, Model);
        var providers = table.Providers.ToDictionary(provider => provider.Name, provider => Provider(provider, adapter));
        var targets = table.Targets.ToDictionary(target => target.Name, target => new TargetDefinition
        {
            Name = target.Name,
            Provider = providers[target.Provider],
            Model = models[target.Model],
            Deployment = target.Deployment,
            PriceFactor = TargetPrice.Factor(table.ModelNamed(target.Model), table.ProviderNamed(target.Provider)),
            IsProvisioned = target.IsProvisioned,
            ServiceTier = target.ServiceTier,
        });
        return new RouteTableDefinition
        {
            Name = table.ClassName,
            Hash = "hash",
            Providers = [.. providers.Values],
            Targets = [.. targets.Values],
            Routes = [.. table.Routes.Select(route => Route(table, route, targets, budgets))],
        };
    }

    private static RouteDefinition Route(
        RouteTable table, RouteEntry route, Dictionary<string, TargetDefinition> targets, BudgetDefinition[] budgets)
    {
        ChainEntryDefinition[] reach = [.. route.Reach().Select(entry => new ChainEntryDefinition
        {
            Target = targets[entry.Target],
            MaxOutputTokens = entry.MaxOutputTokens,
            Weight = entry.Weight ?? 0,
            On = Rules(entry.On),
        })];
        var worst = RouteGen.Model.Tables.WorstCase.Compute(table, route);
        return new RouteDefinition
        {
            Name = route.Name,
            Chain = reach[..route.Chain.Count],
            OnTargets = reach[route.Chain.Count..],
            On = Rules(route.On),
            Strategy = route.Strategy,
            TotalTimeout = route.Timeouts.Total,
            AttemptTimeout = route.Timeouts.Attempt,
            FirstTokenTimeout = route.Timeouts.FirstToken,
            IdleTimeout = route.Timeouts.Idle,
            StreamTotalTimeout = route.Timeouts.StreamTotal,
            MaxAttempts = route.Limits.Attempts,
            InputTokenLimit = route.Limits.InputTokens,
            OutputTokenLimit = route.Limits.OutputTokens,
            CostLimitUsd = route.Limits.CostUsd,
            MaxRetries = route.Retry.MaxRetries,
            RetryDelay = route.Retry.Delay,
            MaxRetryDelay = route.Retry.MaxDelay,
            CostBucket = route.CostBucket,
            Budgets = budgets,
            WorstCase = new Definitions.WorstCase
            {
                Attempts = worst.Attempts,
                WhenFailing = worst.WhenFailing,
                WhenTimingOut = worst.WhenTimingOut,
                WhenRateLimited = worst.WhenRateLimited,
                CostUsd = worst.CostUsd,
            },
        };
    }

    private static OnFaultDefinition[] Rules(IEnumerable<OnFault> rules) =>
        [.. rules.Select(rule => new OnFaultDefinition(rule.Fault, rule.Action, [.. rule.Targets]))];

    private static ModelDefinition Model(ModelEntry model) => new()
    {
        Name = model.Name,
        ContextWindow = model.ContextWindow,
        MaxInput = model.MaxInput,
        MaxOutput = model.MaxOutput,
        Price = model.Price is not { } price ? null : new PriceDefinition($"{model.Name}@1", price.Sheet)
        {
            Changes = [.. price.Changes.Select((change, i) => new DatedPrice
            {
                From = DateOnly.ParseExact(change.From, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Price = new PriceDefinition(string.Create(CultureInfo.InvariantCulture, $"{model.Name}@{i + 2}"), change.Sheet),
            })],
        },
    };

    private static ProviderDefinition Provider(ProviderEntry provider, IProviderAdapter adapter) => new()
    {
        Name = provider.Name,
        Kind = provider.Kind,
        Adapter = adapter,
        Auth = provider.Auth,
        ApiKeyVariable = provider.ApiKeyEnv,
        ApiKeyVariables = [.. provider.ApiKeyEnvs],
        Endpoint = provider.Endpoint,
        IsGateway = provider.IsGateway,
    };
}
