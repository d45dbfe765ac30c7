using System.Globalization;
using RouteGen.Model.Json;

namespace RouteGen.Model.Fields;

/// <summary>What other gateways, and newcomers, call what a table has under another name or in another place.</summary>
internal static class ForeignNames
{
    private const string InTargets = "\"targets\": { \"mini\": { \"provider\": \"openai\", \"model\": \"gpt-5.4-mini\" } }";
    private const string LiteLlm = "that is of LiteLLM: routegen import litellm-config takes its configuration over";
    private const string PerRoute = "it is stated per route, in its ";

    /// <summary>Names of a shape that mean a property which it has.</summary>
    private static readonly Dictionary<string, string[]> Renamed = new(StringComparer.Ordinal)
    {
        [":table"] = ["name", "class", "classname", "tablename"],
        [":targets"] = ["deployments", "endpoints", "target"],
        [":models"] = ["model"],
        [":providers"] = ["provider"],
        [":routes"] = ["route", "aliases"],
        [":about"] = ["description", "comment"],
        ["model:contextWindow"] =
            ["context", "contextlength", "contextsize", "contextwindowtokens", "window", "maxcontext", "maxcontexttokens", "contexttokens"],
        ["model:maxOutput"] = ["maxtokens", "maxoutputtokens", "outputtokens", "maxcompletiontokens"],
        ["model:maxInput"] = ["maxinputtokens", "inputtokens", "maxprompttokens"],
        ["model:usdPerMTok"] = ["price", "prices", "pricing", "cost", "costs", "usd", "permtok", "usdpermillion"],
        ["model:features"] = ["capabilities", "supports"],
        ["model:about"] = ["description", "comment"],
        ["price:input"] = ["prompt", "inputtokens", "in"],
        ["price:output"] = ["completion", "outputtokens", "out"],
        ["price:cachedInput"] = ["cacheread", "cached", "cachehit", "inputcached"],
        ["provider:kind"] = ["type", "provider", "vendor", "dialect", "customllmprovider"],
        ["provider:endpoint"] =
            ["baseurl", "url", "apibase", "apiurl", "baseaddress", "base", "host", "address", "uri", "endpointurl", "baseuri", "server"],
        ["provider:endpointEnv"] = ["baseurlenv", "urlenv", "apibaseenv", "addressenv"],
        ["provider:apiKeyEnv"] =
            ["env", "envkey", "envvar", "keyenv", "tokenenv", "apikeyname", "apikeyvar", "apikeyvariable", "apikeyenvvar", "apikeyref",
                "apikeylocation", "apikeyenvironmentvariable", "environmentvariable"],
        ["provider:dataRetention"] = ["retention", "dataretentiondays"],
        ["provider:priceFactor"] = ["discount", "multiplier", "pricemultiplier"],
        ["provider:about"] = ["description", "comment"],
        ["target:deployment"] = ["name", "deploymentname", "deploymentid", "modelname", "id", "azuredeployment"],
        ["target:about"] = ["description", "comment"],
        ["target:concurrency"] = ["maxparallelrequests", "maxconcurrency", "parallel", "concurrencylimit"],
        ["target:rpm"] = ["requestsperminute", "ratelimit"],
        ["target:tpm"] = ["tokensperminute"],
        ["route:chain"] = ["targets", "models", "fallbacks", "fallback", "providers", "order", "deployments", "targetchain"],
        ["route:about"] = ["description", "comment"],
        ["route:requires"] = ["features", "capabilities", "needs"],
        ["route:budgets"] = ["budget"],
        ["route:timeouts"] = ["requesttimeout", "streamtimeout", "timeoutms", "timeoutseconds", "requesttimeoutms"],
        ["credits:usd"] = ["amount", "limit", "balance", "credit"],
        ["credits:until"] = ["expires", "expiry", "validuntil", "end", "expiresat"],
        ["route:strategy"] = ["routingstrategy", "loadbalancing", "mode"],
        ["limits:outputTokens"] = ["maxtokens", "maxoutputtokens", "maxoutput", "maxcompletiontokens", "output"],
        ["limits:inputTokens"] = ["maxinputtokens", "maxinput", "maxprompttokens", "input"],
        ["limits:costUsd"] = ["usd", "cost", "maxcost", "maxcostusd", "maxusd", "price"],
        ["limits:attempts"] = ["maxattempts", "maxretries", "retries", "requests"],
        ["retry:maxRetries"] = ["max", "count", "retries", "attempts", "maxattempts", "numretries"],
        ["retry:delay"] = ["backoff", "wait", "interval", "initialdelay", "basedelay"],
        ["retry:maxDelay"] = ["maxbackoff", "maxwait"],
        ["timeouts:total"] = ["request", "overall", "all", "timeout", "call", "requesttimeout", "totaltimeout"],
        ["timeouts:attempt"] = ["perattempt", "pertarget", "single", "try", "read", "readtimeout", "nonstreaming"],
        ["timeouts:firstToken"] = ["stream", "ttft", "ttftms", "firstbyte", "streamtimeout", "streaming", "timetofirsttoken"],
        ["timeouts:idle"] = ["idletimeout", "inactivity", "silence", "chunk"],
        ["options:reasoningEffort"] = ["effort", "reasoning"],
        ["options:maxOutputTokens"] = ["maxtokens", "outputtokens", "maxcompletiontokens", "maxoutput"],
        ["chainEntry:target"] = ["name", "id"],
        ["budget:limit"] = ["limits", "max", "maxbudget"],
        ["budget:calendar"] = ["period", "duration", "budgetduration", "every", "reset"],
        ["budget:sliding"] = ["window"],
        ["budget:per"] = ["scope", "by"],
        ["budgetLimit:usd"] = ["costusd", "cost", "maxusd", "amount"],
        ["budgetLimit:calls"] = ["requests"],
    };

    /// <summary>Names of a shape that belong elsewhere, or nowhere.</summary>
    private static readonly Dictionary<string, (string[] Names, string Remedy)> Elsewhere = new(StringComparer.Ordinal)
    {
        [":litellm"] = (
            ["modellist", "litellmsettings", "routersettings", "generalsettings", "modelgroupalias", "litellmparams"], LiteLlm),
        [":request"] = (
            ["messages", "prompt", "stream", "temperature"],
            "that is of a request: the table says which models may answer, and the code what is asked"),
        [":defaults"] = (["defaults", "default", "common", "base"], "a table has no defaults: state it in each entry"),
        [":timeouts"] = (["timeouts", "timeout", "retry", "retries", "limits", "numretries"], PerRoute + "timeouts, retry and limits"),
        [":fallbacks"] = (["fallbacks", "fallback", "chain", "chains"],
            "each route has its own: \"routes\": { \"ask\": { \"chain\": [\"mini\", \"haiku\"] } }"),
        [":version"] = (["version", "schemaversion"], "remove it: a table has no version"),
        ["model:provider"] = (["provider", "providers", "kind"], "a target says at which provider a model is asked: " + InTargets),
        ["model:unit"] = (
            ["usdper1ktok", "usdper1k", "usdper1ktokens", "usdperktok", "per1k", "costper1k", "priceper1k", "usdperthousand",
                "usdpertoken"],
            "prices are USD per million tokens: convert them, and write \"usdPerMTok\""),
        ["model:currency"] = (["eurpermtok", "gbppermtok", "chfpermtok", "jpypermtok", "currency"],
            "prices are in USD: convert them, and write \"usdPerMTok\""),
        ["price:currency"] = (["currency", "unit"], "remove it: prices are USD per million tokens"),
        ["model:supports"] = (
            ["supportsvision", "supportsfunctioncalling", "supportstools", "supportsresponseschema", "supportsaudioinput",
                "supportsreasoning", "supportspdfinput"],
            "write what it can do in its 'features', for example \"features\": [\"tools\", \"vision\"]"),
        ["model:mode"] = (["mode"], "remove it: a route says what it asks models for, in its 'type'"),
        ["model:temperature"] = (["temperature", "topp"], "it is stated in the 'options' of a chain entry"),
        ["provider:apiVersion"] = (["apiversion", "version"], "remove it: the v1 API of azure-openai has no versions"),
        ["provider:model"] = (["model", "models", "deployment", "deployments", "modelname"], "a target joins a provider and a model: "
            + InTargets),
        ["provider:headers"] = (
            ["headers", "defaultheaders", "extraheaders", "customheaders", "organization", "organisation", "organizationid", "project"],
            "headers are added in the application, to the HttpClient of the provider; a key goes into 'apiKeyEnv'"),
        ["provider:connection"] = (["connectionstring", "connection"],
            "a connection string is never written into this file: name it in 'connectionName'"),
        ["provider:limits"] = (["rpm", "tpm", "concurrency", "ratelimit", "maxparallelrequests"],
            "it is stated per target, as 'rpm', 'tpm' or 'concurrency'"),
        ["provider:timeouts"] = (["timeout", "timeouts", "retry", "retries", "maxretries", "numretries"], PerRoute
            + "'timeouts' and 'retry'"),
        ["provider:order"] = (["priority", "weight", "order"],
            "the order is that of a route's 'chain', and weights are stated in its entries"),
        ["target:timeouts"] = (["timeout", "timeouts", "retry", "retries", "limits", "maxretries"], PerRoute
            + "'timeouts', 'retry' and 'limits'"),
        ["target:price"] = (["usdpermtok", "price", "pricing", "contextwindow", "maxoutput", "maxinput", "features"],
            "it is stated in the target's model"),
        ["target:order"] = (["priority", "weight", "order"], "the order is that of a route's 'chain', and weights are stated in its "
            + "entries"),
        ["target:litellm"] = (["litellmparams", "modelinfo"], LiteLlm),
        ["target:rates"] = (["rpd", "tpd", "rph", "tph", "rps"],
            "a target has limits a minute, 'rpm' and 'tpm'; over longer times counts a budget whose 'per' is \"target\""),
        ["target:fallbacks"] = (
            ["fallbacks", "fallback"], "a route has them: \"routes\": { \"ask\": { \"chain\": [\"mini\", \"haiku\"] } }"),
        ["target:options"] = (
            ["temperature", "topp", "maxtokens", "maxoutputtokens", "options", "reasoningeffort", "overrideparams", "params"],
            "it is stated in the 'options' of a chain entry"),
        ["target:provider"] = (["kind", "endpoint", "baseurl", "apikeyenv", "region"], "it is stated in the target's provider"),
        ["route:model"] = (["model", "target", "provider", "primary"],
            "a route names targets in its 'chain', for example \"chain\": [\"mini\"]"),
        ["route:tokens"] = (
            ["maxtokens", "maxoutputtokens", "outputtokens", "maxcompletiontokens"], "write \"limits\": { \"outputTokens\": §600§ }"),
        ["route:input"] = (["inputtokens", "maxinputtokens"], "write \"limits\": { \"inputTokens\": §8000§ }"),
        ["route:cost"] = (["costusd", "maxcost", "cost", "usd"], "write \"limits\": { \"costUsd\": §0.03§ }"),
        ["route:attempts"] = (["attempts", "maxattempts"], "write \"limits\": { \"attempts\": §4§ }"),
        ["route:retries"] = (["retries", "maxretries", "numretries"], "write \"retry\": { \"maxRetries\": §1§ }"),
        ["route:rates"] = (["rpm", "tpm", "concurrency", "ratelimit", "ratelimits", "maxparallelrequests", "maxconcurrency"],
            "it is stated per target, as 'rpm', 'tpm' or 'concurrency'"),
        ["route:caps"] = (["maxbudget", "budgetduration"], "a cap over a time is one of the table's 'budgets', which a route names"),
        ["route:overflow"] = (["contextwindowfallbacks"], "write \"on\": { \"contextTooLong\": [\"haiku\"] }"),
        ["route:policy"] = (["contentpolicyfallbacks"], "write \"on\": { \"contentFiltered\": [\"haiku\"] }"),
        ["limits:rates"] = (["rpm", "tpm", "concurrency", "ratelimit", "ratelimits", "maxparallelrequests", "maxconcurrency"],
            "it is stated per target, as 'rpm', 'tpm' or 'concurrency'"),
        ["limits:caps"] = (["maxbudget", "budgetduration", "budget"],
            "a cap over a time is one of the table's 'budgets', which a route names"),
        ["options:call"] = (
            ["topk", "seed", "stop", "stopsequences", "frequencypenalty", "presencepenalty", "responseformat", "system", "thinking"],
            "the call states it in its ChatOptions"),
        ["route:options"] = (
            ["temperature", "topp", "options", "reasoningeffort"],
            "the call states it in its ChatOptions, or a chain entry in its 'options'"),
        ["route:prompt"] = (["system", "prompt", "messages", "instructions"], "the call states it: the table says which models may answer"),
        ["route:weights"] = (["weights"], "weights are stated in the chain: { \"target\": \"mini\", \"weight\": 90 }"),
        ["chainEntry:model"] = (["model", "provider", "kind", "deployment"], "a chain names targets; declare one: " + InTargets),
        ["chainEntry:options"] = (
            ["temperature", "topp", "reasoningeffort"],
            "it is stated in the entry's 'options', for example \"options\": { \"temperature\": 0.2 }"),
        ["chainEntry:tokens"] = (["maxtokens", "maxoutputtokens", "outputtokens", "limits"],
            "it is stated in the entry's 'options': \"options\": { \"maxOutputTokens\": §600§ }"),
        ["chainEntry:timeouts"] = (["timeout", "timeouts", "retry", "maxretries"], PerRoute + "'timeouts' and 'retry'"),
    };

    private static readonly Dictionary<(string Shape, string Name), string> Meanings = Renamed
        .SelectMany(entry => entry.Value.Select(name =>
            (Key: (ShapeOf(entry.Key), name), Meant: entry.Key.Substring(entry.Key.IndexOf(':') + 1))))
        .ToDictionary(pair => pair.Key, pair => pair.Meant);

    private static readonly Dictionary<(string Shape, string Name), string> Remedies = Elsewhere
        .SelectMany(entry => entry.Value.Names.Select(name => (Key: (ShapeOf(entry.Key), name), entry.Value.Remedy)))
        .ToDictionary(pair => pair.Key, pair => pair.Remedy);

    /// <summary>What a required property may be missing for.</summary>
    private static readonly Dictionary<(string Shape, string Name), string> StandIns = new()
    {
        [("route", "model")] = "chain",
        [("route", "target")] = "chain",
        [("chainEntry", "model")] = "target",
        [("chainEntry", "provider")] = "target",
        [("", "modellist")] = "*",
        [("", "messages")] = "*",
    };

    /// <summary>A name as it is compared: without case and separators.</summary>
    public static string Plain(string name) =>
        new string([.. name.Where(static c => c is not ('_' or '-' or ' ' or '.')).Select(char.ToLowerInvariant)]);

    /// <summary>The property of a shape that is meant by another name; null where none is.</summary>
    public static string? Meant(Shape shape, string name)
    {
        var plain = Plain(name);
        return shape.Names.FirstOrDefault(known => Plain(known) == plain)
            ?? (Meanings.TryGetValue((shape.Name, plain), out var meant) && shape.Has(meant) ? meant : null);
    }

    /// <summary>What to do with a property that the shape has under no name; null where that is not known.</summary>
    public static string? Remedy(Shape shape, JsonProperty property)
    {
        var plain = Plain(property.Name);
        return shape.Name == "model" && PriceOf(plain, property.Value) is { } price
            ? $"prices are USD per million tokens: write \"usdPerMTok\": {{ {price} }}"
            : Remedies.TryGetValue((shape.Name, plain), out var remedy) ? WithNumber(remedy, property.Value) : null;
    }

    /// <summary>A remedy with the number that is stated in the place of its example.</summary>
    private static string WithNumber(string remedy, JsonNode value)
    {
        var parts = remedy.Split('§');
        return parts.Length < 3 ? remedy : parts[0] + (value is JsonNumber { Length: < 20 } number ? number.Text : parts[1]) + parts[2];
    }

    /// <summary>The required property that is missing because of this one; <c>*</c> for all of them.</summary>
    public static string? StandsFor(Shape shape, string name) =>
        StandIns.TryGetValue((shape.Name, Plain(name)), out var missing) ? missing : null;

    private static string ShapeOf(string key) => key.Substring(0, key.IndexOf(':'));

    /// <summary>LiteLLM's prices are per token.</summary>
    private static string? PriceOf(string plain, JsonNode value)
    {
        var rate = plain switch
        {
            "inputcostpertoken" => "input",
            "outputcostpertoken" => "output",
            "cachereadinputtokencost" => "cachedInput",
            _ => null,
        };
        return rate is not null && value is JsonNumber number && ExactDecimal.TryParse(number, out var usd) && usd is >= 0 and <= 1
            ? $"\"{rate}\": {(usd * 1_000_000).ToString("0.######", CultureInfo.InvariantCulture)}"
            : null;
    }
}
