using RouteGen.Costs;
using RouteGen.Generators.Emission;
using RouteGen.Generators.Projection;
using RouteGen.Generators.Writing;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Generators.Tests.Emission;

/// <summary>A table made without a file, for tests of the emission alone.</summary>
internal static class HandMadeTable
{
    public static RouteTable Table { get; } = new()
    {
        ClassName = "SupportRoutes",
        About = "Routes of the support desk",
        Reviewed = "2026-11-20",
        Models = List(
            new ModelEntry
            {
                Name = "gpt-5-mini",
                Identifier = "Gpt5Mini",
                ContextWindow = 400000,
                MaxInput = 272000,
                MaxOutput = 128000,
                Features = ModelFeatures.Streaming | ModelFeatures.Tools,
                Unsupported = RequestParameters.Temperature | RequestParameters.TopP,
                Retires = "2027-03-31",
                Price = new ModelPrice(
                    new PriceSheet
                    {
                        Input = 0.25m,
                        CachedInput = 0.025m,
                        Output = 2.00m,
                        Tier = new PriceTier(200000, new PriceSheet { Input = 0.5m }),
                        Flex = new PriceSheet { Input = 0.125m },
                        Batch = new PriceSheet { Output = 1m },
                    },
                    "2026-11-20",
                    "the price page")
                {
                    RegionalMultipliers = List(new RegionalMultiplier("eu", 1.1m)),
                    Changes = List(new PriceChange("2027-01-01", new PriceSheet { Input = 0.20m, UsdPerRequest = 0.001m })),
                },
            },
            new ModelEntry { Name = "house", Identifier = "House" }),
        Providers = List(
            new ProviderEntry
            {
                Name = "openai",
                Identifier = "Openai",
                Kind = "openai",
                Auth = ProviderAuth.ApiKey,
                ApiKeyEnv = "OPENAI_API_KEY"
            },
            new ProviderEntry
            {
                Name = "proxy",
                Identifier = "Proxy",
                Kind = "custom",
                Auth = ProviderAuth.None,
                Endpoint = "http://proxy.example",
                EndpointEnv = "PROXY_URL",
                TokenScope = "scope",
                IsGateway = true,
                Region = "eu",
            }),
        Targets = List(
            new TargetEntry
            {
                Name = "gpt-mini",
                Identifier = "GptMini",
                Provider = "openai",
                Model = "gpt-5-mini",
                Deployment = "gpt-5-mini",
                About = "The cheap one",
                RequestsPerMinute = 500,
                TokensPerMinute = 200000,
                Concurrency = 20
            },
            new TargetEntry { Name = "big", Identifier = "Big", Provider = "openai", Model = "gpt-5-mini", Deployment = "gpt-5-big" },
            new TargetEntry { Name = "house", Identifier = "House", Provider = "proxy", Model = "house", Deployment = "house-model" }),
        Budgets = List(new BudgetEntry
        {
            Name = "desk-daily",
            Identifier = "DeskDaily",
            About = "What the desk may spend",
            Per = BudgetScope.Tag,
            Tag = "team",
            LimitUsd = 2.5m,
            LimitTokens = 1_000_000,
            LimitCalls = 100,
            Period = BudgetPeriod.Sliding,
            Sliding = TimeSpan.FromHours(24),
            Expired = ExpiredReservationAction.Release,
            AtLimit = BudgetLimitAction.Downgrade,
            WaitForRoom = TimeSpan.FromSeconds(5),
            Reserve = BudgetReservationBasis.Expected,
        }),
        CostBuckets = List("support"),
        Routes = List(new RouteEntry
        {
            Name = "summarize",
            Identifier = "Summarize",
            About = "Two-line summary of a support ticket",
            Chain = List(
                new ChainEntry
                {
                    Target = "gpt-mini",
                    Temperature = 0.2m,
                    TopP = 0.9m,
                    ReasoningEffort = "low",
                    MaxOutputTokens = 500,
                    Weight = 90,
                    On = List(new OnFault { Fault = Fault.RateLimited, Action = OnFaultAction.Stop })
                },
                new ChainEntry { Target = "house" }),
            On = List(
                new OnFault { Fault = Fault.ContentFiltered },
                new OnFault
                {
                    Fault = Fault.ContextTooLong,
                    Action = OnFaultAction.Targets,
                    Targets = new EquatableArray<string>(["big", "house"])
                }),
            Strategy = RouteStrategy.Weighted,
            Requires = ModelFeatures.Streaming,
            Regions = new EquatableArray<string>(["eu"]),
            Budgets = List("desk-daily"),
            CostBucket = "support",
            Limits = new RouteLimits { Attempts = 4, InputTokens = 8000, OutputTokens = 600, CostUsd = 0.03m },
        }),
    };

    public static TableSource Source { get; } = new()
    {
        FileName = "SupportRoutes",
        Namespace = "Demo",
        Table = Table,
        Adapters = List("System.IO.Stream", ""),
        IsBroken = false,
    };

    public static IReadOnlyList<GeneratedFile> Files(TableSource source)
    {
        var shape = source.WithoutPrices();
        return
        [
            RoutesEmitter.Emit(shape),
            TargetsEmitter.Emit(shape), DefinitionEmitter.Emit(shape), HooksEmitter.Emit(shape), RegistrationEmitter.Emit(shape),
            PricesEmitter.Emit(source), .. CallersEmitter.Emit(shape) is { } callers ? [callers] : Array.Empty<GeneratedFile>(),
        ];
    }

    private static EquatableArray<T> List<T>(params T[] items)
        where T : IEquatable<T> => new(items);
}
