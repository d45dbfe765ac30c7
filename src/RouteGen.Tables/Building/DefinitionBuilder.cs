using System.Globalization;
using RouteGen.Budgets;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Model.Plans;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Tables.Building;

/// <summary>
/// Makes of a table the definition that the generator's code makes of it. What follows from the table comes from the one
/// <see cref="DefinitionPlan"/> that both use; a property test compares the two.
/// </summary>
internal sealed class DefinitionBuilder
{
    private readonly RouteTable _table;
    private readonly DefinitionPlan _plan;
    private readonly Dictionary<string, ProviderDefinition> _providers;
    private readonly Dictionary<string, ModelDefinition> _models;
    private readonly Dictionary<string, TargetDefinition> _targets;
    private readonly Dictionary<string, BudgetDefinition> _budgets;

    private DefinitionBuilder(RouteTable table, ProviderAdapters adapters)
    {
        _table = table;
        _plan = new DefinitionPlan(table);
        _providers = table.Providers.ToDictionary(static p => p.Name, p => Provider(p, adapters), StringComparer.Ordinal);
        _models = table.Models.ToDictionary(static m => m.Name, Model, StringComparer.Ordinal);
        _targets = table.Targets.ToDictionary(static t => t.Name, Target, StringComparer.Ordinal);
        _budgets = table.Budgets.ToDictionary(static b => b.Name, Budget, StringComparer.Ordinal);
    }

    /// <summary>Builds the definition of a table without blocking problems.</summary>
    public static RouteTableDefinition Build(RouteTable table, ProviderAdapters adapters) => new DefinitionBuilder(table, adapters).Build();

    private RouteTableDefinition Build() => new()
    {
        Name = _table.ClassName,
        Hash = _plan.Hash,
        Providers = [.. _table.Providers.Select(p => _providers[p.Name])],
        Targets = [.. _table.Targets.Select(t => _targets[t.Name])],
        Routes = [.. _table.Routes.Select(Route)],
    };

    private ProviderDefinition Provider(ProviderEntry provider, ProviderAdapters adapters) => new()
    {
        Name = provider.Name,
        Kind = provider.Kind,
        Adapter = provider.Kind == KnownKinds.Custom ? null : adapters.Find(provider.Kind, _plan.SpeaksResponses(provider)),
        Auth = provider.Auth,
        ApiKeyVariable = provider.ApiKeyEnv,
        ApiKeyVariables = [.. provider.ApiKeyEnvs],
        Endpoint = provider.Endpoint,
        EndpointVariable = provider.EndpointEnv,
        ConnectionName = provider.ConnectionName,
        TokenScope = provider.TokenScope,
        Api = provider.Api,
        Region = provider.Region,
        IsGateway = provider.IsGateway,
        Credits = provider.Credits is { } credits
            ? new() { Usd = credits.Usd, Until = credits.Until is { } until ? Day(until) : null, Then = credits.Then }
            : null,
    };

    private static ModelDefinition Model(ModelEntry model) => new()
    {
        Name = model.Name,
        ContextWindow = model.ContextWindow,
        MaxInput = model.MaxInput,
        MaxOutput = model.MaxOutput,
        Dimensions = model.Dimensions,
        Features = model.Features,
        Unsupported = model.Unsupported,
        Retires = model.Retires is { } day ? Day(day) : null,
        Price = model.Price is { } price ? Price(model, price) : null,
    };

    private static PriceDefinition Price(ModelEntry model, ModelPrice price) => new(DefinitionPlan.PriceId(model, price.Sheet), price.Sheet)
    {
        Changes = [.. price.Changes.Select(change => new DatedPrice
        {
            From = Day(change.From),
            Price = new PriceDefinition(DefinitionPlan.PriceId(model, change.Sheet), change.Sheet),
        })],
        Regions = [.. price.RegionalMultipliers.Select(static r => new KeyValuePair<string, decimal>(r.Region, r.Factor))],
    };

    private TargetDefinition Target(TargetEntry target) => new()
    {
        Name = target.Name,
        Provider = _providers[target.Provider],
        Model = _models[target.Model],
        Deployment = target.Deployment,
        Api = target.Api,
        Lacks = target.Lacks,
        Dimensions = target.Dimensions,
        PriceFactor = _plan.FactorOf(target),
        IsProvisioned = target.IsProvisioned,
        ServiceTier = target.ServiceTier,
        RequestsPerMinute = target.RequestsPerMinute,
        TokensPerMinute = target.TokensPerMinute,
        Concurrency = target.Concurrency,
        RequestBody = OpenRouterBody.Write(target.OpenRouter),
        RequestHeaders = Headers(target.OpenRouter),
    };

    private static Dictionary<string, string>? Headers(OpenRouterEntry? preferences)
    {
        if (preferences is null or { Referer: null, Title: null })
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (preferences.Referer is { } referer)
        {
            headers["HTTP-Referer"] = referer;
        }

        if (preferences.Title is { } title)
        {
            headers["X-Title"] = title;
        }

        return headers;
    }

    private static BudgetDefinition Budget(BudgetEntry budget) => new()
    {
        Name = budget.Name,
        Per = budget.Per,
        Tag = budget.Tag,
        Limit = new() { Usd = budget.LimitUsd, Tokens = budget.LimitTokens, Calls = budget.LimitCalls },
        Window = budget.Period == BudgetPeriod.Sliding
            ? BudgetWindow.CreateSliding(budget.Sliding)
            : BudgetWindow.CreateCalendar(budget.Period),
        AtLimit = budget.AtLimit,
        Expired = budget.Expired,
        WaitForRoom = budget.WaitForRoom,
        Reserve = budget.Reserve,
    };

    private RouteDefinition Route(RouteEntry route)
    {
        var reach = route.Reach();
        var worst = _plan.WorstCaseOf(route);
        return new()
        {
            Name = route.Name,
            Type = route.Type,
            CostBucket = route.CostBucket,
            Strict = route.Strict,
            ReturnsMalformed = route.ReturnsMalformed,
            Capture = route.Capture,
            Aliases = [.. route.Aliases],
            Groups = [.. route.Groups],
            Strategy = route.Strategy,
            Requires = route.Requires,
            Budgets = [.. _table.BudgetsNamed(route.Budgets).Select(b => _budgets[b.Name])],
            Chain = [.. reach.Take(route.Chain.Count).Select(Entry)],
            OnTargets = [.. reach.Skip(route.Chain.Count).Select(Entry)],
            On = Rules(route.On),
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
            WorstCase = new()
            {
                Attempts = worst.Attempts,
                WhenFailing = worst.WhenFailing,
                WhenTimingOut = worst.WhenTimingOut,
                WhenRateLimited = worst.WhenRateLimited,
                CostUsd = worst.CostUsd,
            },
        };
    }

    private ChainEntryDefinition Entry(ChainEntry entry) => new()
    {
        Target = _targets[entry.Target],
        Temperature = Single(entry.Temperature),
        TopP = Single(entry.TopP),
        ReasoningEffort = entry.ReasoningEffort,
        MaxOutputTokens = entry.MaxOutputTokens,
        Weight = entry.Weight is { } weight and > 0 ? weight : 0,
        On = Rules(entry.On),
    };

    private static OnFaultDefinition[] Rules(EquatableArray<OnFault> rules) =>
        [.. rules.Select(static r => new OnFaultDefinition(r.Fault, r.Action, [.. r.Targets]))];

    // By its text, as the compiler reads the literal: a conversion of the number rounds twice.
    private static float? Single(decimal? value) => value is { } number
        ? float.Parse(number.ToString(CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)
        : null;

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
