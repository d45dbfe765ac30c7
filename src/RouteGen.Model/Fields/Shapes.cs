using RouteGen.Model.Tables;

namespace RouteGen.Model.Fields;

/// <summary>The objects of a route table, version 1.</summary>
internal static class Shapes
{
    public static readonly Shape Table = new(
        "",
        "A route table of RouteGen (routes.json), or a file of shared models (*.models.json), which has models and no routes.",
        TableFields.All.Fields);

    public static readonly Shape ModelsFile = new(
        "",
        "A *.models.json file: models, and nothing about routes.",
        Table["$schema"], Table["about"], Table["reviewed"], RequiredModels());

    public static readonly Shape Model = new(
        "model",
        "Facts about a model: what it accepts and what it costs. The key is the name that the provider gives the model.",
        ModelFields.All.Fields);

    public static readonly Shape Price = new(
        "price",
        "The model's prices. Unit: USD per million tokens. If omitted, every cost is unknown, which is not 0.",
        [.. SheetFields.All.Fields, .. PriceFields.All.Fields]);

    public static readonly Shape ServiceTierPrice = new(
        "serviceTierPrice",
        "Prices of a service tier; where one is omitted, the model's own applies.",
        SheetFields.OfServiceTier.Fields);

    public static readonly Shape PriceChange = new(
        "priceChange",
        "A price that applies from a day on; what it omits stays as it was before.",
        [ChangeFields.From, .. SheetFields.All.Fields]);

    public static readonly Shape Tier = new(
        "tier",
        "Prices above a number of input tokens; where one is omitted, the model's own applies.",
        [TierFields.Above, .. RateFields.All]);

    public static readonly Shape Provider = new(
        "provider",
        "Where models run. A secret is never written here.",
        ProviderFields.All.Fields);

    public static readonly Shape Credits = new(
        "credits",
        "Free credit at the provider, for each of its keys: it pays for calls before money does, and the budget ledger keeps what is left.",
        CreditFields.All.Fields);

    public static readonly Shape Target = new(
        "target",
        "A model at a provider.",
        TargetFields.All.Fields);

    public static readonly Shape Budget = new(
        "budget",
        "A cap on what calls may use within a period. It has either sliding or calendar.",
        BudgetFields.All.Fields)
    {
        Together = """
            "oneOf": [{ "required": ["sliding"] }, { "required": ["calendar"] }]
            """,
    };

    public static readonly Shape BudgetLimit = new(
        "budgetLimit",
        "What calls may use at most: at least one of USD, tokens and calls.",
        BudgetFields.OfLimit.Fields)
    {
        Together = "\"minProperties\": 1",
    };

    public static readonly Shape Route = new(
        "route",
        "One use of models: a chain of targets and its limits.",
        RouteFields.All.Fields);

    public static readonly Shape ChainEntry = new(
        "chainEntry",
        "A target with a weight, faults or options of its own in this chain.",
        ChainFields.All.Fields);

    public static readonly Shape ChainOptions = new(
        "options",
        "Options for this target where the caller sets none.",
        ChainFields.OfOptions.Fields);

    public static readonly Shape On = new(
        "on",
        "What follows from faults, instead of the default: next, retry, stop, or a list of targets, which are called in turn instead "
        + "of the rest of the chain. A call comes to each target once.",
        OnFields.All.Fields);

    public static readonly Shape Timeouts = new(
        "timeouts",
        "Time limits.",
        TimeoutFields.All.Fields);

    public static readonly Shape Limits = new(
        "limits",
        "Bounds on a call.",
        LimitFields.All.Fields);

    public static readonly Shape Retry = new(
        "retry",
        "Retries at one target.",
        RetryFields.All.Fields);

    public static readonly Shape OpenRouter = new(
        "openRouter",
        "How OpenRouter should choose a provider, and who is asking. For the kind openrouter only. What a target states takes "
        + "precedence over its provider; what neither states is not sent.",
        OpenRouterFields.All.Fields);

    public static readonly Shape OpenRouterPrice = new(
        "openRouterPrice",
        "The highest price that a provider may charge.",
        OpenRouterFields.OfPrice.Fields);

    /// <summary>The objects that have definitions of their own, in the order of the schema.</summary>
    public static IReadOnlyList<Shape> Defined { get; } =
    [
        Model, Price, ServiceTierPrice, PriceChange, Tier, Provider, Credits,
            Target, Budget, BudgetLimit, Route, ChainEntry, ChainOptions, On, Timeouts, Limits, Retry, OpenRouter, OpenRouterPrice,
    ];

    // A table may go without models of its own; a file of models is about them.
    private static Field RequiredModels() =>
        new Field<string>("models", Table["models"].Form) { Example = Table["models"].Example, Required = true };
}
