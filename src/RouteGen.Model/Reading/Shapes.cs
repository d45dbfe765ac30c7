namespace RouteGen.Model.Reading;

/// <summary>The objects of a route table, version 1.</summary>
internal static class Shapes
{
    private const string Names = "a list of names";
    private const string ProviderNames = "a list of OpenRouter's names of providers";
    private const string EntriesByName = "an object of entries by name";
    private const string Rate = "a number of USD per million tokens, from 0 to 1,000,000 with at most 6 fraction digits";
    private const string PieceRate = "a number of USD, from 0 to 1,000,000 with at most 12 fraction digits";
    private const string RatesObject = "an object of rates";
    private const string Multiplier = "a number above 0 and at most 10, with at most 4 fraction digits,";
    private const string Tokens = "a whole number of tokens, at least 1";
    private const string Dimensions = "a whole number from 1 to 65,536";
    private const string Span = "a duration: a number followed by ms, s, m or h, more than 0 and at most 24 hours";
    private const string Day = "a date as yyyy-MM-dd";
    private const string Retention = "\"none\", or days from \"1d\" to \"3650d\"";
    private const string Variable = "the name of an environment variable (letters, digits and _), never the secret itself";

    private static readonly Field About = new("about", "a text", "\"what it is for\"");
    private static readonly Field Suppress = new("suppress", "an object with a reason for each suppressed rule", "{ \"RG1003\": \"why this is fine\" }");

    private static readonly Field Api = new("api", Words.Listed(Words.Api), "\"responses\"");

    private static readonly Field OpenRouterPreferences = new("openRouter", "an object of OpenRouter's preferences", "{ \"only\": [\"azure\"] }");

    public static readonly Shape Table = new(
        new("$schema", "a text", "\"./obj/routes.schema.json\""),
        new("table", "the name of the class to generate, a C# identifier", "\"SupportRoutes\"", Required: true),
        new("namespace", "a C# namespace", "\"Contoso.Support\""),
        new("visibility", "\"public\" or \"internal\"", "\"internal\""),
        About,
        new("use", "a list of paths relative to this file, or of packages", "[\"../company.models.json\"]"),
        new("reviewed", Day, "\"2026-11-20\""),
        new("models", EntriesByName, "{ \"gpt-5-mini\": { } }"),
        new("providers", EntriesByName, "{ \"openai\": { \"kind\": \"openai\" } }"),
        new("targets", EntriesByName, "{ \"mini\": { \"provider\": \"openai\", \"model\": \"gpt-5-mini\" } }"),
        new("budgets", EntriesByName, "{ \"daily\": { \"per\": \"user\", \"limit\": { \"usd\": 2.50 }, \"calendar\": \"day\" } }"),
        new("costBuckets", Names, "[\"support\"]"),
        new("routes", EntriesByName, "{ \"summarize\": { \"chain\": [\"mini\"] } }", Required: true));

    public static readonly Shape ModelsFile = new(
        new("$schema", "a text", "\"./obj/routes.schema.json\""),
        About,
        new("reviewed", Day, "\"2026-11-20\""),
        new("models", EntriesByName, "{ \"gpt-5-mini\": { } }", Required: true));

    public static readonly Shape Model = new(
        About,
        new("contextWindow", Tokens, "400000"),
        new("maxInput", Tokens, "272000"),
        new("maxOutput", Tokens, "128000"),
        new("dimensions", Dimensions, "1536"),
        new("features", "a list of " + Words.Listed(Words.Features), "[\"streaming\", \"tools\"]"),
        new("unsupported", "a list of " + Words.Listed(Words.Options), "[\"temperature\"]"),
        new("retires", Day, "\"2027-03-31\""),
        new("usdPerMTok", "an object of rates", "{ \"input\": 0.25, \"output\": 2.00 }"),
        Suppress);

    private static readonly Field[] Rates =
    [
        new("input", Rate, "0.25"),
        new("cachedInput", Rate, "0.025"),
        new("cacheWrite", Rate, "1.25"),
        new("cacheWrite1h", Rate, "2.00"),
        new("audioInput", Rate, "1.00"),
        new("imageInput", Rate, "0.30"),
        new("output", Rate, "2.00"),
        new("reasoning", Rate, "2.00"),
        new("audioOutput", Rate, "12.00"),
        new("imageOutput", Rate, "30.00"),
    ];

    private static readonly Field Tiers = new("tiers", "a list of rates above a number of input tokens, smallest first", "[{ \"above\": 200000, \"input\": 0.50, \"output\": 3.00 }]");

    private static readonly Field[] RatesAndTiers =
    [
        .. Rates,
        new("usdPerImage", PieceRate, "0.039"),
        new("usdPerRequest", PieceRate, "0.005"),
        new("usdPerWebSearch", PieceRate, "0.01"),
        Tiers,
    ];

    private static readonly Field[] ServiceTiers =
    [
        new("flex", RatesObject, "{ \"input\": 0.125, \"output\": 1.00 }"),
        new("priority", RatesObject, "{ \"input\": 0.45, \"output\": 3.60 }"),
        new("batch", RatesObject, "{ \"input\": 0.125, \"output\": 1.00 }"),
    ];

    public static readonly Shape Price = new(
    [
        .. RatesAndTiers,
        .. ServiceTiers,
        new("regionalMultipliers", Multiplier + " for each region", "{ \"eu\": 1.1 }"),
        new("changes", "a list of prices with the day from which they hold, earliest first", "[{ \"from\": \"2027-01-01\", \"input\": 0.20 }]"),
        new("asOf", Day, "\"2026-11-20\""),
        new("source", "a text", "\"the provider's pricing page\""),
    ]);

    public static readonly Shape ServiceTierPrice = new(RatesAndTiers);

    public static readonly Shape PriceChange = new(
        [new("from", Day + ", after the change's before it", "\"2027-01-01\"", Required: true), .. RatesAndTiers, .. ServiceTiers]);

    public static readonly Shape Tier = new([new("above", Tokens + ", more than the tier's before it", "200000", Required: true), .. Rates]);

    public static readonly Shape Provider = new(
        About,
        new("kind", "the name of a provider kind", "\"openai\"", Required: true),
        new("apiKeyEnv", Variable + "; or a list of such names", "\"OPENAI_API_KEY\""),
        new("endpoint", "an absolute http or https address without user, query and fragment", "\"https://llm.example.com/v1\""),
        new("endpointEnv", Variable, "\"HOUSE_PROXY_URL\""),
        new("auth", Words.Listed(Words.Auth), "\"apiKey\""),
        new("tokenScope", "the scope of a token", "\"https://cognitiveservices.azure.com/.default\""),
        Api,
        OpenRouterPreferences,
        new("gateway", "true or false", "true"),
        new("region", "a region: lower-case words and digits joined by hyphens", "\"eu\""),
        new("dataRetention", Retention, "\"30d\""),
        new("priceFactor", Multiplier.TrimEnd(','), "0.85"),
        Suppress);

    public static readonly Shape Target = new(
        About,
        new("provider", "the name of a provider", "\"openai\"", Required: true),
        new("model", "the name of a model", "\"gpt-5-mini\"", Required: true),
        new("deployment", "the model's name at the provider", "\"openai/gpt-5-mini\""),
        Api,
        new("dimensions", Dimensions, "512"),
        new("billing", Words.Listed(Words.Billings), "\"provisioned\""),
        new("serviceTier", Words.Listed(Words.ServiceTiers), "\"flex\""),
        new("rpm", "a whole number of requests, at least 1", "500"),
        new("tpm", Tokens, "200000"),
        new("concurrency", "a whole number of requests, at least 1", "20"),
        OpenRouterPreferences,
        Suppress);

    public static readonly Shape OpenRouter = new(
        new("order", ProviderNames, "[\"azure\", \"openai\"]"),
        new("only", ProviderNames, "[\"azure\"]"),
        new("ignore", ProviderNames, "[\"deepinfra\"]"),
        new("allowFallbacks", "true or false", "false"),
        new("requireParameters", "true or false", "true"),
        new("dataCollection", Words.Listed(Words.DataCollection), "\"deny\""),
        new("zdr", "true or false", "true"),
        new("maxPrice", "an object of rates", "{ \"prompt\": 1.00, \"completion\": 2.00 }"),
        new("referer", "an absolute http or https address without user, query and fragment, in ASCII", "\"https://support.example.com\""),
        new("title", "a name of at most 200 printable ASCII characters", "\"Support desk\""));

    public static readonly Shape OpenRouterPrice = new(
        new("prompt", Rate, "1.00"),
        new("completion", Rate, "2.00"));

    public static readonly Shape Budget = new(
        About,
        new("per", Words.Listed(Words.Scopes), "\"user\"", Required: true),
        new("tag", "the name of a tag", "\"team\""),
        new("limit", "an object that states usd, tokens or calls", "{ \"usd\": 2.50 }", Required: true),
        new("sliding", "a whole number followed by s, m, h or d, from 1s to 31d", "\"24h\""),
        new("calendar", Words.Listed(Words.Periods), "\"day\""),
        new("expired", Words.Listed(Words.ExpiredReservations), "\"release\""),
        new("atLimit", Words.Listed(Words.AtLimits), "\"reject\""),
        new("waitForRoom", "a duration such as \"2s\", of at most 24 hours, or \"0s\" for none", "\"2s\""),
        new("reserve", Words.Listed(Words.Reserves), "\"expected\""),
        Suppress);

    public static readonly Shape BudgetLimit = new(
        new("usd", "a number of USD, more than 0 and at most 1,000,000, with at most 12 fraction digits", "2.50"),
        new("tokens", "a whole number of tokens, from 1 to 10^15", "1000000"),
        new("calls", "a whole number of calls, from 1 to 10^15", "100"));

    public static readonly Shape Route = new(
        About,
        new("type", Words.Listed(Words.RouteTypes), "\"embedding\""),
        new("chain", "a list of at least one target, each listed once", "[\"mini\"]", Required: true),
        new("on", "an object of faults", "{ \"contentFiltered\": \"next\" }"),
        new("strategy", Words.Listed(Words.Strategies), "\"weighted\""),
        new("requires", "a list of " + Words.Listed(Words.Features), "[\"streaming\"]"),
        new("regions", "a list of regions: lower-case words and digits joined by hyphens", "[\"eu\"]"),
        new("maxDataRetention", Retention, "\"none\""),
        new("timeouts", "an object of durations", "{ \"total\": \"30s\" }"),
        new("limits", "an object of limits", "{ \"attempts\": 4 }"),
        new("retry", "an object", "{ \"maxRetries\": 1 }"),
        new("budgets", Names + ", each listed once", "[\"daily\"]"),
        new("costBucket", "one of the table's costBuckets, or the route's own name", "\"support\""),
        new("strict", "true or false", "true"),
        Suppress);

    public static readonly Shape ChainEntry = new(
        new("target", "the name of a target", "\"mini\"", Required: true),
        new("weight", "a whole number from 0 to 1,000,000", "90"),
        new("on", "an object of faults", "{ \"rateLimited\": \"next\" }"),
        new("options", "an object of options", "{ \"temperature\": 0.2 }"));

    public static readonly Shape On = new([.. Words.Faults.Select(fault => fault.MayRetry
        ? new Field(fault.Word, "\"next\", \"retry\", \"stop\" or a list of at least one target, each listed once", "\"next\"")
        : new Field(fault.Word, "\"next\", \"stop\" or a list of at least one target, each listed once; it is never retried, since the same request fails again", "\"next\""))]);

    public static readonly Shape ChainOptions = new(
        new("temperature", "a number from 0 to 2", "0.7"),
        new("topP", "a number from 0 to 1", "0.9"),
        new("reasoningEffort", Words.Listed(Words.Efforts), "\"low\""),
        new("maxOutputTokens", Tokens, "600"));

    public static readonly Shape Timeouts = new(
        new("total", Span, "\"30s\""),
        new("attempt", Span, "\"6s\""),
        new("firstToken", Span, "\"3s\""),
        new("idle", Span, "\"5s\""),
        new("streamTotal", Span, "\"5m\""));

    public static readonly Shape Limits = new(
        new("attempts", "a whole number of requests, at least 1", "4"),
        new("inputTokens", Tokens, "8000"),
        new("outputTokens", Tokens, "600"),
        new("costUsd", "a number of USD, more than 0 and at most 1,000,000, with at most 12 fraction digits", "0.03"));

    public static readonly Shape Retry = new(
        new("maxRetries", "a whole number from 0 to 10", "1"),
        new("delay", Span, "\"200ms\""),
        new("maxDelay", Span, "\"2s\""));
}
