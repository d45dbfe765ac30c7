namespace RouteGen.Generators.Emission;

/// <summary>The types that generated code stands on.</summary>
/// <remarks>
/// Their names are full, since nothing shorter is safe: before a <c>using</c> a type of the same name in the application's namespace wins,
/// and an alias clashes with a type in the global namespace (CS0576) or with an alias that the application declares for all its files
/// (CS1537).
/// </remarks>
internal static class RuntimeNames
{
    public const string RouteTableBase = "global::RouteGen.Routes.RouteTableBase";
    public const string RouteTableInterface = "global::RouteGen.Routes.IRouteTable";
    public const string RouteTableRuntime = "global::RouteGen.Targets.RouteTableRuntime";
    public const string RouteTableBuilder = "global::RouteGen.Hosting.RouteTableBuilder";
    public const string RouteTableServiceCollectionExtensions =
        "global::Microsoft.Extensions.DependencyInjection.RouteTableServiceCollectionExtensions";

    public const string Route = "global::RouteGen.ModelRoute";
    public const string ChatRoute = "global::RouteGen.ChatRoute";
    public const string ScopedRoute = "global::RouteGen.ScopedRoute";
    public const string EmbeddingRoute = "global::RouteGen.EmbeddingRoute";
    public const string ScopedEmbeddingRoute = "global::RouteGen.ScopedEmbeddingRoute";
    public const string RouteClient = "global::RouteGen.RouteClient";
    public const string EmbeddingRouteClient = "global::RouteGen.EmbeddingRouteClient";
    public const string RouteCaller = "global::RouteGen.RouteCaller";
    public const string Fault = "global::RouteGen.Fault";
    public const string AttemptRecord = "global::RouteGen.AttemptRecord";
    public const string RouteRecord = "global::RouteGen.RouteRecord";

    public const string RouteTableDefinition = "global::RouteGen.Definitions.RouteTableDefinition";
    public const string RouteDefinition = "global::RouteGen.Definitions.RouteDefinition";
    public const string ProviderDefinition = "global::RouteGen.Definitions.ProviderDefinition";
    public const string ModelDefinition = "global::RouteGen.Definitions.ModelDefinition";
    public const string TargetDefinition = "global::RouteGen.Definitions.TargetDefinition";
    public const string BudgetDefinition = "global::RouteGen.Definitions.BudgetDefinition";
    public const string PriceDefinition = "global::RouteGen.Definitions.PriceDefinition";
    public const string BudgetWindow = "global::RouteGen.Definitions.BudgetWindow";

    public const string RouteTableAttribute = "global::RouteGen.RouteTable";
    public const string RouteTargetsAttribute = "global::RouteGen.RouteTargets";
    public const string TargetFeaturesAttribute = "global::RouteGen.TargetFeatures";
    public const string BehindGatewayAttribute = "global::RouteGen.BehindGateway";
    public const string ServesOnFaultAttribute = "global::RouteGen.ServesOnFault";
    public const string ServesAfterAttribute = "global::RouteGen.ServesAfter";

    public const string ChatOptions = "global::Microsoft.Extensions.AI.ChatOptions";
    public const string EmbeddingOptions = "global::Microsoft.Extensions.AI.EmbeddingGenerationOptions";
    public const string Tags = "global::System.Collections.Generic.IReadOnlyDictionary<string, string>";
    public const string Headers = "global::System.Collections.Generic.Dictionary<string, string>";
    public const string OutOfRange = "global::System.ArgumentOutOfRangeException";
    public const string InvalidOperation = "global::System.InvalidOperationException";
    public const string EnsureInitialized = "global::System.Threading.LazyInitializer.EnsureInitialized";

    /// <summary>A fault, as code writes it.</summary>
    public static string FaultNamed(Fault fault) => $"{Fault}.{fault}";
}
