using System.Text.Json.Nodes;
using RouteGen.Model.Naming;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>Puts a table together: names for providers, models and targets, and what routes say of them.</summary>
internal sealed class TableDraft(ConversionOptions options)
{
    private readonly JsonObject _models = [];
    private readonly JsonObject _providers = [];
    private readonly JsonObject _targets = [];
    private readonly NameMaker _modelNames = new(GeneratedNames.WhyNotModel);
    private readonly NameMaker _providerNames = new(GeneratedNames.WhyNotProvider);
    private readonly NameMaker _targetNames = new(GeneratedNames.WhyNotTarget);
    private readonly Dictionary<string, string> _byIdentity = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _providersByIdentity = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _modelsByFacts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);

    public JsonObject Make(IReadOnlyList<RouteDraft> routes, JsonObject budgets, string about)
    {
        foreach (var name in routes.SelectMany(static r => r.Deployments).Select(static d =>
            d.Shared).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            _modelNames.TryTake(name);
        }

        // Names go to targets in the order of the routes, also where a chain names them earlier.
        foreach (var route in routes)
        {
            foreach (var deployment in route.Deployments)
            {
                Target(route, deployment);
            }
        }

        var table = new JsonObject { ["table"] = options.TableName, ["about"] = about };
        if (_shared.Count > 0)
        {
            table["use"] = new JsonArray(options.Catalog.Use);
        }

        Put(table, "models", _models);
        Put(table, "providers", _providers);
        Put(table, "targets", _targets);
        Put(table, "budgets", budgets);
        table["routes"] = new JsonObject(routes.Select(r => KeyValuePair.Create(r.Name, (JsonNode?)Route(r))));
        return table;
    }

    private static void Put(JsonObject table, string name, JsonObject section)
    {
        if (section.Count > 0)
        {
            table[name] = section;
        }
    }

    private JsonObject Route(RouteDraft draft)
    {
        var route = new JsonObject();
        if (draft.Deployments is [{ About: { } about }, ..])
        {
            route["about"] = about;
        }

        if (draft.Mode == DeploymentMode.Embedding)
        {
            route["type"] = "embedding";
        }

        route["chain"] = Chain(draft);
        if (draft.Strategy != "ordered")
        {
            route["strategy"] = draft.Strategy;
        }

        var on = new JsonObject();
        foreach (var (fault, word) in draft.OnWord)
        {
            on[fault] = word;
        }

        foreach (var (fault, others) in draft.On)
        {
            on[fault] = new JsonArray([.. Targets(others).Select(static t => (JsonNode)t)]);
        }

        if (on.Count > 0)
        {
            route["on"] = on;
        }

        if (draft.Timeouts is { } timeouts)
        {
            route["timeouts"] = timeouts;
        }

        if (draft.Retry is { } retry)
        {
            route["retry"] = retry;
        }

        if (draft.Budgets.Count > 0)
        {
            route["budgets"] = new JsonArray([.. draft.Budgets.Select(static b => (JsonNode)b)]);
        }

        // More than a table takes are of no use to anybody.
        if (draft.Aliases.Count > 0)
        {
            route["aliases"] = new JsonArray([.. draft.Aliases.Distinct(StringComparer.Ordinal).Take(64).Select(static a => (JsonNode)a)]);
        }

        return route;
    }

    private JsonArray Chain(RouteDraft draft)
    {
        var chain = new JsonArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var isWeighted = draft.Strategy == "weighted";
        foreach (var deployment in draft.Deployments.OrderBy(static d => d.Order ?? decimal.MaxValue))
        {
            if (Target(draft, deployment) is var name && seen.Add(name))
            {
                chain.Add(Entry(name, deployment, isWeighted ? Weight(draft, deployment) : null));
            }
        }

        foreach (var deployment in draft.Fallbacks.SelectMany(static r => r.Deployments.OrderBy(static d => d.Order ?? decimal.MaxValue)))
        {
            if (_byIdentity[deployment.Identity] is var name && seen.Add(name))
            {
                chain.Add(Entry(name, deployment, null));
            }
        }

        return chain;
    }

    private static JsonNode Entry(string name, Deployment deployment, int? weight)
    {
        if (weight is null && deployment.Options.Count == 0)
        {
            return name;
        }

        var entry = new JsonObject { ["target"] = name };
        if (weight is { } share)
        {
            entry["weight"] = share;
        }

        if (deployment.Options.Count > 0)
        {
            entry["options"] = deployment.Options.DeepClone();
        }

        return entry;
    }

    /// <summary>As LiteLLM shuffles: by weight where one is stated, else by rpm, else by tpm, else evenly.</summary>
    private static int Weight(RouteDraft draft, Deployment deployment)
    {
        var all = draft.Deployments;
        Func<Deployment, decimal?> by = all.Any(static d => d.Weight is not null) ? static d => d.Weight
            : all.Any(static d => d.Target["rpm"] is not null) ? static d => (int?)d.Target["rpm"]
            : all.Any(static d => d.Target["tpm"] is not null) ? static d => (int?)d.Target["tpm"]
            : static _ => 1;
        var shares = all.Select(d => by(d) ?? 0).ToArray();
        var factor = shares.Any(static s => s != decimal.Truncate(s)) ? 100 : 1;
        var greatest = shares.Max() * factor;
        var scale = greatest > 1_000_000 ? 1_000_000 / greatest : 1;
        return shares.Sum() == 0 ? 1 : (int)Math.Round((by(deployment) ?? 0) * factor * scale);
    }

    private IEnumerable<string> Targets(IEnumerable<RouteDraft> routes) => routes
        .SelectMany(static r => r.Deployments).Select(d => _byIdentity[d.Identity]).Distinct(StringComparer.Ordinal);

    private string Target(RouteDraft route, Deployment deployment)
    {
        if (_byIdentity.TryGetValue(deployment.Identity, out var known))
        {
            return known;
        }

        var provider = Provider(deployment.Provider);
        var model = Model(deployment, provider);
        var name = _targetNames.Take(route.Deployments.Count == 1 ? route.Name : $"{route.Name}-{provider}");
        var target = new JsonObject { ["provider"] = provider, ["model"] = model };
        if (model != deployment.Model)
        {
            target["deployment"] = deployment.Model;
        }

        foreach (var (member, value) in deployment.Target)
        {
            target[member] = value?.DeepClone();
        }

        _targets[name] = target;
        return _byIdentity[deployment.Identity] = name;
    }

    private string Model(Deployment deployment, string provider)
    {
        if (deployment.Shared is { } shared)
        {
            _shared.Add(shared);
            return shared;
        }

        // Vectors of one model come from several providers, so the model is theirs together.
        var wanted = deployment.Mode == DeploymentMode.Embedding ? RouteMaker.Canonical(deployment) : $"{provider}/{deployment.Model}";
        var facts = $"{wanted}\n{deployment.Facts.ToJsonString()}";
        if (_modelsByFacts.TryGetValue(facts, out var known))
        {
            return known;
        }

        var isFree = !options.Catalog.Has(wanted) && char.IsAsciiLetter(wanted[0]) && NameMaker.IsSeen(wanted);
        var name = isFree && _modelNames.TryTake(wanted) ? wanted : _modelNames.Take(wanted, n => !options.Catalog.Has(n));
        _models[name] = deployment.Facts.DeepClone();
        return _modelsByFacts[facts] = name;
    }

    private string Provider(ProviderDraft draft)
    {
        if (_providersByIdentity.TryGetValue(draft.Identity, out var known))
        {
            return known;
        }

        var name = _providerNames.Take(draft.Hint);
        var provider = new JsonObject { ["kind"] = draft.Kind };
        foreach (var (member, value) in ((string, string?)[])
            [("endpoint", draft.Endpoint), ("endpointEnv", draft.EndpointVariable), ("apiKeyEnv", draft.KeyVariable), ("auth", draft.Auth),
                ("region", draft.Region)])
        {
            if (value is not null)
            {
                provider[member] = value;
            }
        }

        if (draft.IsGateway)
        {
            provider["gateway"] = true;
        }

        _providers[name] = provider;
        return _providersByIdentity[draft.Identity] = name;
    }
}
